import re
from dataclasses import replace

from markdown_it import MarkdownIt

from grader.model import Report
from grader.report.markdown import code_span, fence, markdown, prose
from grader.report.visible import one_line
from tests.report import golden
from tests.report.awkward import EVIL, hostile
from tests.report.samples import sequential


def rendered(text: str) -> str:
    """What a page that allows HTML in Markdown would show."""
    return str(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))


def test_markdown_is_the_golden_one(name: str, sample: Report) -> None:
    golden.check(f"{name}.md", markdown(sample))


def test_no_markup_of_the_learner_survives() -> None:
    page = rendered(markdown(hostile()))
    tags = set(re.findall(r"</?([a-z0-9]+)", page))
    assert tags <= {"h2", "h3", "p", "strong", "em", "code", "pre", "ul", "li", "details", "summary"} | {
        *("table", "thead", "tbody", "tr", "th", "td")
    }
    assert "javascript:" not in "".join(re.findall(r'(?:href|src)="([^"]*)"', page))
    assert "<img" not in page


def test_a_mention_reaches_nobody() -> None:
    assert prose("thanks @everyone, see #12") == "thanks `@everyone`, see `#12`"


def test_fences_are_longer_than_what_they_hold() -> None:
    assert fence("a\n`````\nb").startswith("``````text\n")
    assert code_span("a ``` b") == "````a ``` b````"
    assert code_span("`x`") == "`` `x` ``"


def test_prose_shows_exactly_what_was_written() -> None:
    for text in (
        EVIL,
        "1. one",
        "- dash",
        "# head",
        "a_b_c _d_ **e**",
        "x | y",
        "~~no~~",
        "<!-- -->",
        "=====",
        "&lt;",
    ):
        shown = re.sub("<[^>]*>", "", rendered(prose(text.replace("\x00", ""))))
        for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
            shown = shown.replace(mark, sign)
        assert shown.strip() == plain(text), text


def plain(text: str) -> str:
    return one_line(text.replace("\x00", "")).strip()


def test_a_bar_in_a_check_does_not_split_the_table() -> None:
    report = sequential()
    odd = replace(report.checks[0], title="`a | b` | c")
    lines = markdown(replace(report, checks=(odd,))).splitlines()
    row = next(line for line in lines if line.startswith("| ✔"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
