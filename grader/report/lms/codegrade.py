"""CodeGrade's structured output of AutoTest v2: JSON lines, first the tests, then the points.

To be piped into `cg truncate`, or to the channel CodeGrade names.  Points are fractions written as
text.  After our own fault no points are written, so that none are taken.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.phrases import LOADS, printed, said_of, title_of, unrunnable
from grader.report.lms.writer import STDOUT, Options, Writer

_STATUSES = {Status.PASSED: "success", Status.FAILED: "failure"}


def render(report: Report, options: Options) -> bytes:
    """Draw a report for CodeGrade."""
    name = report.title or report.exercise
    suite = {"id": report.exercise, "name": name, "testCases": _cases(report)}
    lines: list[dict[str, Any]] = [{"tag": "unit-test", "results": [suite]}]
    if report.outcome is not Verdict.FAULT:
        share = Fraction(report.score, max(report.max_score, 1))
        lines.append({"tag": "points", "points": str(share)})
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode("ascii")


def _cases(report: Report) -> list[dict[str, Any]]:
    if report.outcome is Verdict.FAULT or (report.problem is not None and not report.checks):
        name = "The autograder failed" if report.outcome is Verdict.FAULT else LOADS
        return [{"name": name, "status": "failure", "reason": unrunnable(report)}]
    return [_case(report, check) for check in report.checks]


def _case(report: Report, check: CheckResult) -> dict[str, Any]:
    unrun = report.outcome is Verdict.UNGRADABLE
    case: dict[str, Any] = {
        "name": title_of(check),
        "status": "failure" if unrun else _STATUSES.get(check.status, "skipped"),
    }
    if check.max_points:
        case["weight"] = str(check.max_points)
    if unrun or check.status is not Status.PASSED:
        case["reason"] = unrunnable(report) if unrun else said_of(check)
    if check.status is Status.FAILED and (said := printed(report, check)):
        case["stdout"] = said
    return case


CODEGRADE = Writer(
    name="codegrade",
    api_version=1,
    summary="CodeGrade's AutoTest v2, JSON lines.",
    render=render,
    files={"codegrade.jsonl": STDOUT},
    media_type="application/jsonl",
    exits="graded",
    isolation="reduced",
)
