"""One hint, or all of them, as text for a terminal: the finding it belongs to, and what to type next."""

from __future__ import annotations

from collections.abc import Sequence

from grader.model import Finding, Report, Verdict
from grader.report.finding_terminal import pointed
from grader.report.pen import Pen
from grader.report.prose_terminal import prose_terminal
from grader.report.story import advice, headline
from grader.report.terminal import step_lines
from grader.report.visible import lines_of, one_line, shorten

Steps = Sequence[tuple[str, str]]


def hint_terminal(
    report: Report,
    finding: Finding | None,
    numbers: Sequence[int],
    *,
    width: int = 80,
    colour: bool = False,
    ascii: bool = False,  # noqa: A002 - the word of the option
    next_steps: Steps = (),
) -> str:
    """Draw the hints with these numbers, from 1; without a finding, say how things stand."""
    pen = Pen(width=max(40, width), colour=colour, ascii=ascii)
    blocks = _without_hints(report, pen) if finding is None else _hints(report, finding, numbers, pen)
    blocks.append(step_lines(next_steps, pen))
    return pen.finish([line for block in blocks if block for line in (*block, "")][:-1])


def _hints(report: Report, finding: Finding, numbers: Sequence[int], pen: Pen) -> list[list[str]]:
    blocks = [pen.wrap(one_line(headline(report)))] if report.outcome is Verdict.PASSED else []
    blocks.append(pointed(finding, one_line(report.exercise), report.file, report.source, pen))
    for number in numbers:
        title = pen.paint(f"Hint {number} of {len(finding.hints)}", "near")
        blocks.append([title, *prose_terminal(finding.hints[number - 1], pen, "  ")])
    return blocks


def _without_hints(report: Report, pen: Pen) -> list[list[str]]:
    """Say how things stand where there is nothing to hint at."""
    blocks = [[pen.paint(line, "strong") for line in pen.wrap(one_line(headline(report)))]]
    problem = report.problem
    if problem is not None and problem.details:
        blocks.append([f"  {line}" for line in lines_of(shorten(problem.details, 2000))])
    if text := advice(report):
        blocks.append(pen.wrap(one_line(text)))
    elif report.outcome is Verdict.PASSED:
        blocks.append(["There is nothing left to hint at."])
    elif report.findings and report.findings[0].why:
        blocks.append(pen.wrap(one_line(report.findings[0].why)))
    return blocks
