import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import grader
from grader.model import Report
from grader.report.terminal import terminal
from grader.report.visible import columns
from tests.report import golden
from tests.report.samples import SAMPLES, passed, sequential, syntax_error

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_terminal_text_is_the_golden_one(name: str, sample: Report) -> None:
    golden.check(f"{name}.txt", terminal(sample))


def test_ascii_only_terminals_get_ascii_only(name: str, sample: Report) -> None:
    text = terminal(sample, ascii=True)
    assert text.isascii()
    if name in ("sequential", "blocking"):
        golden.check(f"{name}-ascii.txt", text)


def test_colours_add_nothing_but_colours(name: str, sample: Report) -> None:
    plain, coloured = terminal(sample), terminal(sample, colour=True)
    # The verdict's brackets are what a colour replaces.
    assert ANSI.sub("", coloured) == plain.replace("[", " ", 1).replace("]", " ", 1)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_lines_fit_the_terminal(name: str, sample: Report, width: int) -> None:
    longest = max(map(len, terminal(sample, width=width).splitlines()))
    assert longest <= width


def test_nothing_of_the_learner_reaches_the_terminal_as_a_control(name: str, sample: Report) -> None:
    text = terminal(sample)
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text) is None


def test_the_caret_of_python_stands_where_python_put_it() -> None:
    text = terminal(syntax_error())
    source, caret = text.split("line 6\n")[1].splitlines()[:2]
    assert source.index("(") == caret.index("^")


@pytest.mark.parametrize("width", [40, 52, 80])
def test_carets_never_go_past_the_line_they_mark(width: int) -> None:
    lines = terminal(sequential(), width=width).splitlines()
    at = next(index for index, line in enumerate(lines) if "^" in line)
    assert len(lines[at]) <= len(lines[at - 1]) <= width


def test_carets_end_where_a_long_line_is_cut() -> None:
    source = "x = [" + "三" * 60 + "]\n"
    finding = replace(sequential().findings[0], line=1, column=5, end_line=1, end_column=67)
    lines = terminal(replace(sequential(), source=source, findings=(finding,))).splitlines()
    at = next(index for index, line in enumerate(lines) if "^" in line)
    assert columns(lines[at]) == columns(lines[at - 1]) <= 80


def test_next_steps_come_last() -> None:
    text = terminal(sequential(), next_steps=[("grade hint exercise-02", "shows one hint")])
    assert text.endswith("\ngrade hint exercise-02      shows one hint\n")


def test_a_long_command_stays_whole() -> None:
    command = "grade exercise-02 --submission some/where/else/answer.py --format html"
    text = terminal(sequential(), next_steps=[(command, "draws what ran when")])
    assert text.endswith(f"\n{command}  draws what ran when\n")


def test_passed_checks_come_before_failed_ones() -> None:
    lines = terminal(sequential()).splitlines()
    marks = [line[0] for line in lines if line[:1] in ("✔", "✘")]
    assert marks == sorted(marks)


def test_nobody_is_scolded() -> None:
    banned = re.compile(
        r"\b(just|simply|obviously|easy|wrong|bad|illegal|forbidden|should have|I|you|your)\b|!"
    )
    for name, make in SAMPLES.items():
        assert banned.search(terminal(make(), width=100)) is None, name


def test_terminal_text_needs_no_template_engine() -> None:
    """Importing it must stay cheap: no Jinja2, Pygments or Markdown."""
    ours = ", ".join(
        f"grader.report.{name}" for name in ("terminal", "trace_terminal", "encoding", "markdown")
    )
    theirs = ("jinja2", "pygments", "markdown_it", "markupsafe", "click")
    code = f"import sys, {ours}; print([name for name in {theirs} if name in sys.modules])"
    root = Path(grader.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_wide_characters_keep_the_columns() -> None:
    report = replace(passed(), title="三つ同時に取得する")
    header = terminal(report).splitlines()[0]
    assert header.endswith("   10 of 10 points")
