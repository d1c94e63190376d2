"""Gradescope's results.json, and the same for Codio, whose wrapper runs autograders made for Gradescope.

Every text is escaped HTML and says so: Gradescope would read its own default as HTML, and Codio's
wrapper puts everything into a page as it is.  Scores stand with the tests only, as Codio takes one for
the whole as a percentage.  Codio shows hidden tests to everybody, so it has a redacted file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.phrases import LOADS, faults, overall, printed, said_of, title_of, to_json, unrunnable
from grader.report.lms.writer import Options, Writer
from grader.report.redaction import for_learner
from grader.report.story import verdict_word

_VISIBILITIES = {
    "always": "visible",
    "after_due": "after_due_date",
    "after_published": "after_published",
    "staff": "hidden",
}
_FAILED = "The autograder failed"
_PENDING = (
    "If this stays, the autograder was stopped from outside, which is not the answer's "
    "doing. Please tell the instructor."
)


def render(report: Report, options: Options) -> bytes:
    """Draw a report for Gradescope."""
    open_part = for_learner(report)  # what stands above the tests is visible to everybody
    return to_json(_document(report, open_part, _tests(report)))


def pending() -> bytes:
    """Return what stands in place while the grading runs: it is all that is left of one that is stopped."""
    return to_json({**_HEAD, "tests": [_test("The autograder has not finished", 0, 1, _PENDING)]})


_HEAD = {
    "visibility": "visible",
    "stdout_visibility": "hidden",
    "output_format": "html",
    "test_output_format": "html",
    "test_name_format": "html",
}


def _document(report: Report, open_part: Report, tests: list[dict[str, Any]]) -> Mapping[str, Any]:
    about = {"outcome": report.outcome, "grader": report.grader_version, "isolation": report.isolation.level}
    return {**_HEAD, "output": "".join(map(_html, _above(open_part))), "tests": tests, "extra_data": about}


def _above(report: Report) -> list[str]:
    """Return what stands above the tests; of what cannot be graded the one test says the rest."""
    if report.problem is not None:
        return [f"{verdict_word(report)}."]
    said = printed(report)
    return [overall(report), *(["The program printed:", said] if said else [])]


def _tests(report: Report) -> list[dict[str, Any]]:
    most = max(report.max_score, 1)  # Codio divides by it
    if report.outcome is Verdict.FAULT:
        return [_test(_FAILED, 0, most, unrunnable(report)), *_for_the_instructor(report)]
    if report.outcome is Verdict.UNGRADABLE:
        return [_test(LOADS, 0, most, unrunnable(report))]
    return [_of_check(check) for check in report.checks]


def _for_the_instructor(report: Report) -> list[dict[str, Any]]:
    details = faults(report)
    hidden = {"visibility": "hidden"}
    return [{**_test("What failed (for the instructor)", 0, 0, details), **hidden}] if details else []


def _of_check(check: CheckResult) -> dict[str, Any]:
    test = _test(title_of(check), check.points, check.max_points, said_of(check))
    test["status"] = "passed" if check.status is Status.PASSED else "failed"
    test["visibility"] = _VISIBILITIES.get(check.visibility, "hidden")
    if check.topic:
        test["tags"] = [check.topic]
    return test


def _test(name: str, score: int, most: int, output: str) -> dict[str, Any]:
    return {
        "name": escape(name, quote=False),
        "name_format": "html",
        "score": score,
        "max_score": most,
        "status": "failed",
        "output": _html(output) if output else "",
        "output_format": "html",
        "visibility": "visible",
    }


def _html(text: str) -> str:
    return f"<pre>{escape(text, quote=False)}</pre>"


GRADESCOPE = Writer(
    name="gradescope",
    api_version=1,
    summary="Gradescope's results.json; hidden checks are left to Gradescope to hide.",
    render=render,
    files={"results.json": "results.json"},
    media_type="application/json",
    audience="platform",
    exits="always",
    isolation="reduced",
    pending=pending,
)
CODIO = Writer(
    name="codio",
    api_version=1,
    summary="The same for Codio's wrapper around Gradescope autograders, without hidden checks' texts.",
    render=render,
    files={"results.json": "results.json"},
    media_type="application/json",
    exits="always",
    isolation="reduced",
    pending=pending,
)
