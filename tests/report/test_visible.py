import re

import pytest

from grader.report.visible import columns, cut, lines_of, one_line, shorten, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x00\x07\x9b", "\\x00\\x07\\x9b"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("\udc80", "\\udc80"),
        ("a\r\nb\rc\td", "a\nb\\x0dc\td"),
        ("\u2028", "\\u2028"),
        ("grün, 日本, 👩\u200d💻", "grün, 日本, 👩\u200d💻"),
    ],
)
def test_what_acts_is_spelled_out_and_what_is_read_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line_has_no_newline() -> None:
    assert one_line("a\nb\tc") == "a\\nb c"


def test_lines_end_at_newlines_only() -> None:
    assert lines_of("a\n\tb\x0cc\u2028d\n") == ["a", "    b\\x0cc\\u2028d"]
    assert lines_of("") == []


def test_cutting_counts_terminal_columns() -> None:
    assert columns("日本") == 4
    assert columns("e\u0301") == 1
    assert cut("日本語", 5) == "日本…"
    assert cut("abc", 3) == "abc"
    assert cut("abcdef", 5, mark="...") == "ab..."
    assert cut("abc", 0) == ""


def test_long_output_says_how_much_is_missing() -> None:
    assert shorten("short", 10) == "short"
    assert shorten("one\ntwo\nthree\n", 9) == "one\ntwo\n… 6 more characters\n"
    assert shorten("x" * 2000, 100).endswith("… 1,900 more characters\n")


def test_what_a_ci_service_takes_for_a_command_is_spelled_out():
    said = "ok\n  ::error file=a.py::no\nx ::stop-commands::t ##vso[task.complete]1 ##[group]a ##teamcity[b]"
    shown = visible(said)
    assert not re.search(r"(?<!\S)::\w|##", shown)
    assert shown.startswith("ok\n  \\x3a:error file=a.py::no\n")
    for plain in ("std::error::kind", "::1", "a[::2]", "## a heading", "x ::= y"):
        assert visible(plain) == plain
