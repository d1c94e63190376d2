"""Moodle's Virtual Programming Lab: what vpl_execution prints.

VPL looks for `Grade :=>>` in everything that was printed, and the last one counts: what a learner wrote
has `>` in front, no tag is left whole in any text, and the grade comes last.  After our own fault there
is no grade.
"""

from __future__ import annotations

import re

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.phrases import overall, printed, said_of, title_of
from grader.report.lms.writer import STDOUT, MissingOption, Options, Writer

_TAG = re.compile(r":=>>|<\|--|--\|>")
_MARKS = {Status.PASSED: "passed", Status.FAILED: "not yet", Status.SKIPPED: "not looked at"}


def render(report: Report, options: Options) -> bytes:
    """Draw a report as VPL's comment and grade."""
    lines = ["<|--", *_plain(overall(report))]
    if report.problem is None:
        for check in report.checks:
            lines += [_title(check), *_plain(said_of(check))]
        if said := printed(report):
            lines += ["-The program printed", *(f">{_harmless(line)}" for line in said.split("\n"))]
    lines.append("--|>")
    if report.outcome is not Verdict.FAULT:
        lines.append(f"Grade :=>>{_grade(report, options)}")
    return ("\n".join(lines) + "\n").encode()


def _title(check: CheckResult) -> str:
    points = f", {check.points} of {check.max_points}" if check.max_points else ""
    return f"-{_harmless(title_of(check))} ({_MARKS.get(check.status, 'failed itself')}{points})"


def _plain(text: str) -> list[str]:
    """Return lines none of which VPL takes for a title or for output."""
    lines = _harmless(text).split("\n") if text else []
    return [f" {line}" if line.startswith(("-", ">")) else line for line in lines]


def _harmless(text: str) -> str:
    return _TAG.sub(lambda tag: f"{tag[0][:2]} {tag[0][2:]}", text)


def _grade(report: Report, options: Options) -> str:
    least = _number(options, "VPL_GRADEMIN", 0.0)
    most = _number(options, "VPL_GRADEMAX", float(report.max_score))
    share = report.score / report.max_score if report.max_score else 0.0
    return f"{least + (most - least) * share:.2f}"


def _number(options: Options, name: str, otherwise: float) -> float:
    try:
        return float(options.get(name) or otherwise)
    except ValueError:
        raise MissingOption(f"{name} is {options[name]!r}, not a number.") from None


VPL = Writer(
    name="vpl",
    api_version=1,
    summary="Moodle's Virtual Programming Lab: what vpl_execution prints.",
    render=render,
    files={"vpl.txt": STDOUT},
    media_type="text/plain",
    exits="always",
    isolation="reduced",
    reads=("VPL_GRADEMIN", "VPL_GRADEMAX"),
)
