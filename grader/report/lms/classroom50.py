"""Classroom 50's result.json (schema classroom50/result/v1), and the text of the release beside it.

Whose submission it is comes from the runner's environment.  All of it is public to the learner.  A file
without tests would read as "no autograder configured", a success: there is always one test.
"""

from __future__ import annotations

import re
from typing import Any

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.harmless import harmless
from grader.report.lms.phrases import LOADS, said_of, title_of, to_json, unrunnable
from grader.report.lms.writer import MissingOption, Options, Writer

_TYPES = ("individual", "group", "team")
_TAG = re.compile(r"submit/(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])\D?([0-5]\d)\D?([0-5]\d)Z?")
_CAPTURED = 2000  # characters of captured text that a release may hold


def render(report: Report, options: Options) -> dict[str, bytes]:
    """Draw a report as the two files that Classroom 50's runner reads."""
    from grader.report.markdown import markdown

    body = markdown(harmless(report, _CAPTURED))
    return {"result.json": to_json(_result(report, options)), "release-body.md": body.encode()}


def _result(report: Report, options: Options) -> dict[str, Any]:
    tag = options["SUBMISSION_TAG"]
    if not tag.startswith("submit/"):
        raise MissingOption(f"SUBMISSION_TAG is {tag!r}; Classroom 50's begin with submit/.")
    tests = _tests(report)
    kind = options.get("ASSIGNMENT_TYPE", "")
    return {
        "schema": "classroom50/result/v1",
        "classroom": options["CLASSROOM"],
        "assignment": options["ASSIGNMENT"],
        "assignment_type": kind if kind in _TYPES else _TYPES[0],
        "owner": options.get("OWNER") or options["USERNAME"],
        "submission": tag,
        "commit": options["COMMIT_URL"],
        "release": options["RELEASE_URL"],
        "review": options.get("REVIEW_URL") or options["COMMIT_URL"],
        "datetime": _instant(tag),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }


def _instant(tag: str) -> str:
    """Return the moment that the tag names; the runner puts the commit's own in its place."""
    found = _TAG.match(tag)
    if found is None:
        raise MissingOption(f"SUBMISSION_TAG is {tag!r}; Classroom 50's begin with submit/ and a time.")
    day, hours, minutes, seconds = found.groups()
    return f"{day}T{hours}:{minutes}:{seconds}Z"


def _tests(report: Report) -> list[dict[str, Any]]:
    graded = report.outcome in (Verdict.PASSED, Verdict.FAILED)
    if not graded and (not report.checks or report.outcome is Verdict.FAULT):
        name = LOADS if report.outcome is Verdict.UNGRADABLE else "The autograder failed"
        return [_test(name, False, 0, report.max_score, unrunnable(report))]
    return [_of_check(check, said_of(check) if graded else unrunnable(report)) for check in report.checks]


def _of_check(check: CheckResult, message: str) -> dict[str, Any]:
    passed = check.status is Status.PASSED
    return _test(title_of(check), passed, check.points, check.max_points, "" if passed else message)


def _test(name: str, passed: bool, score: int, most: int, message: str) -> dict[str, Any]:
    return {"test-name": name, "passed": passed, "score": score, "max-score": most, "message": message}


CLASSROOM50 = Writer(
    name="classroom50",
    api_version=1,
    summary="Classroom 50's result.json, with release-body.md beside it.",
    render=render,
    files={"result.json": "result.json", "release-body.md": "release-body.md"},
    media_type="application/json",
    exits="graded",
    isolation="reduced",
    needs=("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL", "USERNAME"),
    reads=("OWNER", "ASSIGNMENT_TYPE", "REVIEW_URL"),
)
