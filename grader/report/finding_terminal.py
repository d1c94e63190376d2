"""A finding as text for a terminal: where it is, what the run showed, why that matters."""

from __future__ import annotations

from grader.model import Finding
from grader.report.excerpt import excerpt
from grader.report.pen import Pen
from grader.report.prose import without_emphasis
from grader.report.story import further_lines, timed
from grader.report.times import seconds
from grader.report.visible import columns, one_line

_MOST_FACTS = 5


def finding_lines(
    finding: Finding, words: str, file: str, source: str, pen: Pen, *, quoted: bool = False
) -> list[str]:
    """Draw a whole finding under the heading `words`.  quoted: Python's message, which shows the line,
    stands above already."""
    lines = pointed(finding, words, file, "" if quoted else source, pen)
    if finding.python_says and not quoted:
        lines += pen.wrap(f"Python says: {one_line(finding.python_says)}", "  ", most=4)
    lines += _facts(finding, pen)
    return lines + (pen.wrap(one_line(without_emphasis(finding.why)), "  ") if finding.why else [])


def _facts(finding: Finding, pen: Pen) -> list[str]:
    """Line the facts up behind their times, or behind dots where none has a time."""
    margin, gap, mark = (9, 2, "") if timed(finding) else (3, 1, pen.glyph("dot"))
    lines = []
    for fact in finding.facts[:_MOST_FACTS]:
        when = seconds(fact.at) if fact.at is not None else mark
        text = pen.wrap(one_line(fact.text), " " * (margin + gap), most=2)
        lines += [pen.paint(f"{when:>{margin}}", "faint") + text[0][margin:], *text[1:]]
    return lines


def pointed(finding: Finding, words: str, file: str, source: str, pen: Pen) -> list[str]:
    """Draw where a finding is and what it says, without more."""
    lines = [_with_name(place_line(words, file, finding.line, pen), words, file, finding, pen)]
    lines += bold(finding.headline, pen)
    same_line = finding.end_line in (None, finding.line)
    end = finding.end_column if same_line else None
    lines += excerpt(source, finding.line, pen, column=finding.column, end=end)
    if more := further_lines(finding):
        lines.append(pen.paint(f"  the same on {more}", "faint"))
    return lines


def place_line(words: str, file: str, line: int | None, pen: Pen) -> str:
    """Draw a heading with the place it is about."""
    return pen.paint(words, "near") + pen.paint(_where(file, line, pen), "faint")


def bold(text: str, pen: Pen) -> list[str]:
    """Draw the sentence that says most."""
    return [pen.paint(line, "strong") for line in pen.wrap(one_line(text), "  ", most=3)]


def _where(file: str, line: int | None, pen: Pen) -> str:
    return f"  {pen.cut(one_line(file), pen.width - 28)}, line {line}" if line else ""


def _with_name(heading: str, words: str, file: str, finding: Finding, pen: Pen) -> str:
    """Put the rule's name at the right edge, where there is room for it."""
    name = one_line(finding.rule) if finding.docs else ""  # what has no page has no name to look up
    room = pen.width - columns(words + _where(file, finding.line, pen)) - columns(name)
    return heading + " " * room + pen.paint(name, "faint") if name and room > 2 else heading
