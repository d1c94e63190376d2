"""check50's JSON: null for what was not tried, because something before it did not hold.

A file that cannot be run fails a check of its own, on which all others depend.
"""

from __future__ import annotations

from typing import Any

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.phrases import LOADS, said_of, title_of, to_json, unrunnable
from grader.report.lms.writer import Options, Writer

_UNTRIED = "can't check until a frown turns upside down"  # check50's own words, which its pages know
_LOADS = "loads"
_PASSED = {Status.PASSED: True, Status.FAILED: False}


def render(report: Report, options: Options) -> bytes:
    """Draw a report as check50's JSON."""
    head = {"slug": report.exercise, "version": report.grader_version}
    if report.outcome is Verdict.FAULT:
        error = {"type": "GraderFault", "value": unrunnable(report), "traceback": [], "data": {}}
        return to_json({**head, "error": error})
    if report.outcome is Verdict.UNGRADABLE:
        cause = {"rationale": unrunnable(report), "help": None}
        results = [_result(_LOADS, LOADS, False, cause, None)]
        results += [_untried(check) for check in report.checks]
    else:
        results = [_of_check(check) for check in report.checks]
    return to_json({**head, "results": results})


def _untried(check: CheckResult) -> dict[str, Any]:
    return _result(check.id, title_of(check), None, {"rationale": _UNTRIED, "help": None}, _LOADS)


def _of_check(check: CheckResult) -> dict[str, Any]:
    cause: dict[str, Any] | None = None
    if check.status is Status.FAILED:
        cause = {"rationale": check.fact or said_of(check), "help": check.advice or None}
        if check.expected:
            cause |= {"expected": check.expected, "actual": check.actual}
    elif check.status is not Status.PASSED:
        cause = {"rationale": said_of(check) or _UNTRIED, "help": None}
    data = {"points": check.points, "max_points": check.max_points}
    return {**_result(check.id, title_of(check), _PASSED.get(check.status), cause, None), "data": data}


def _result(
    name: str, description: str, passed: bool | None, cause: dict[str, Any] | None, dependency: str | None
) -> dict[str, Any]:
    return {
        "name": name,
        "description": description,
        "passed": passed,
        "log": [],
        "cause": cause,
        "data": {},
        "dependency": dependency,
    }


CHECK50 = Writer(
    name="check50",
    api_version=1,
    summary="check50's JSON.",
    render=render,
    files={"check50.json": "check50.json"},
    media_type="application/json",
)
