"""PrairieLearn's results.json of an external grader.

What cannot be graded, by a syntax error or by our own fault, is `gradable: false`: it uses up no
attempt.  A missing score would count as 0.  Everything in the file is shown.
"""

from __future__ import annotations

from typing import Any

from grader.model import CheckResult, Report, Verdict
from grader.report.lms.phrases import overall, printed, remedy, said_of, title_of, to_json, unrunnable
from grader.report.lms.writer import Options, Writer


def render(report: Report, options: Options) -> bytes:
    """Draw a report for PrairieLearn."""
    if report.outcome in (Verdict.UNGRADABLE, Verdict.FAULT) or not report.max_score:
        refused: dict[str, Any] = {"gradable": False, "message": unrunnable(report)}
        if report.outcome is Verdict.UNGRADABLE and report.problem is not None:
            refused["format_errors"] = [report.problem.headline]  # shown on one line, above the message
            refused["message"] = remedy(report) or report.problem.headline
        return to_json(refused)
    return to_json(
        {
            "gradable": True,
            "score": report.score / report.max_score,
            "message": overall(report),
            "output": printed(report),
            "tests": [_test(check) for check in report.checks],
        }
    )


def _test(check: CheckResult) -> dict[str, Any]:
    return {
        "name": title_of(check),
        "points": check.points,
        "max_points": check.max_points,
        "message": said_of(check),
    }


PRAIRIELEARN = Writer(
    name="prairielearn",
    api_version=1,
    summary="PrairieLearn's results.json of an external grader.",
    render=render,
    files={"results.json": "results.json"},
    media_type="application/json",
    exits="always",
    isolation="reduced",
)
