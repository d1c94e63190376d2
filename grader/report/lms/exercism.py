"""Exercism's results.json, version 3 of its test runner interface.

`test_code` is left out: it would show the hidden suite.
"""

from __future__ import annotations

from typing import Any

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.phrases import printed, said_of, title_of, to_json, unrunnable
from grader.report.lms.writer import Options, Writer

_OUTPUT, _MESSAGE = 500, 65_535  # the interface's limits, in characters
_CUT = "\n[Output was truncated. Please limit to 500 chars]"
_STATUSES = {Status.PASSED: "pass", Status.ERROR: "error"}


def render(report: Report, options: Options) -> bytes:
    """Draw a report for Exercism's website."""
    if report.outcome in (Verdict.UNGRADABLE, Verdict.FAULT):
        return to_json({"version": 3, "status": "error", "message": unrunnable(report)[:_MESSAGE]})
    status = "pass" if report.outcome is Verdict.PASSED else "fail"
    return to_json({"version": 3, "status": status, "tests": [_test(report, one) for one in report.checks]})


def _test(report: Report, check: CheckResult) -> dict[str, Any]:
    test: dict[str, Any] = {"name": title_of(check), "status": _STATUSES.get(check.status, "fail")}
    if check.status is not Status.PASSED:
        test["message"] = said_of(check)[:_MESSAGE]
        if said := printed(report, check, limit=100_000):
            test["output"] = said if len(said) <= _OUTPUT else said[: _OUTPUT - len(_CUT)] + _CUT
    return test


EXERCISM = Writer(
    name="exercism",
    api_version=1,
    summary="Exercism's results.json, version 3.",
    render=render,
    files={"results.json": "results.json"},
    media_type="application/json",
    exits="always",
    isolation="reduced",
)
