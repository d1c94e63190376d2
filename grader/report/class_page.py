"""A whole class on one page: how it went, what failed most, which mistakes are common, what to look at.

Nobody is named: submissions appear by their opaque ids, which lead to their reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup

import grader
from grader.report.html import prose
from grader.report.templating import FOLDER, environment, style
from grader.report.times import seconds
from grader.report.visible import one_line

MOST_IDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart.  label: a score or a range of scores."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCount:
    """How often a check ended how, among the answers that could be judged."""

    title: str
    topic: str
    failed: int
    skipped: int
    passed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A misconception: how many answers show it, in how many it explains most, one of them as an example.

    ids: a few of the answers.  excerpt: lines of the example, numbered.
    """

    rule: str
    answers: int
    first: int
    headline: str
    ids: tuple[str, ...]
    example: str = ""
    excerpt: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToLookAt:
    """An answer that wants a human's eye, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """All that the page shows.  waiting: not graded yet.  unmatched: files that were nobody's answer."""

    exercise: str
    title: str
    submissions: int
    outcomes: dict[str, int]
    max_score: int
    mean: float
    median: float
    scores: tuple[Bar, ...]
    checks: tuple[CheckCount, ...]
    mistakes: tuple[Mistake, ...]
    people: tuple[ToLookAt, ...]
    odd: tuple[ToLookAt, ...]
    slow: tuple[ToLookAt, ...]
    late: int = 0
    waiting: int = 0
    unmatched: int = 0
    levels: tuple[str, ...] = ()


def class_html(report: ClassReport) -> str:
    """Draw the page."""
    page: str = (
        environment()
        .get_template("class.html.j2")
        .render(
            report=report,
            tone="ours" if report.people else "idle",
            css=_css(),
            say=prose,
            line=one_line,
            seconds=seconds,
            share=_share,
            most_ids=MOST_IDS,
            highest=max((bar.count for bar in report.scores), default=0),
            version=grader.__version__,
        )
    )
    return page


@cache
def _css() -> Markup:
    return Markup(style() + (FOLDER / "class.css").read_text(encoding="utf-8"))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "0"


def excerpt_of(source: str, line: int | None, end_line: int | None = None) -> tuple[tuple[int, str], ...]:
    """Return the lines a finding is about, with one around them; comments may name somebody, so they go."""
    lines: list[Any] = source.split("\n")
    if line is None or not 1 <= line <= len(lines):
        return ()
    last = min(max(line, end_line or line), line + 6)
    numbered = [
        (number, lines[number - 1]) for number in range(max(1, line - 1), min(last + 1, len(lines)) + 1)
    ]
    bare = [(number, _without_comment(text)) for number, text in numbered]
    return tuple((number, text) for number, text in bare if text.strip())


def _without_comment(text: str) -> str:
    """Cut a line at its comment, as far as one line tells: a `#` inside quotes stays."""
    quote = ""
    for position, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "#":
            return text[:position].rstrip()
    return text
