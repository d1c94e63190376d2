"""Moodle's CodeRunner: the JSON of a combinator template grader.

No cell is raw HTML, the parts around the table are escaped.  Hidden rows and `instructorhtml` are
shown to staff only.  After our own fault the command ends with another code than 0, which CodeRunner
takes for a run that failed, not for an answer.  (`showoutputonly` would give full marks.)
"""

from __future__ import annotations

from html import escape
from typing import Any

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.phrases import faults, overall, printed, said_of, title_of, to_json
from grader.report.lms.writer import STDOUT, Options, Writer
from grader.report.redaction import for_learner

_HEADER = ["iscorrect", "Check", "Points", "What the run showed", "ishidden"]


def render(report: Report, options: Options) -> bytes:
    """Draw a report for CodeRunner."""
    graded = report.outcome in (Verdict.PASSED, Verdict.FAILED)
    score = report.score if graded else 0
    document: dict[str, Any] = {
        "fraction": score / report.max_score if report.max_score else 0.0,
        "prologuehtml": _html(overall(for_learner(report))),
    }
    if graded:
        document["testresults"] = [_HEADER, *map(_row, report.checks)]
        if said := printed(for_learner(report)):
            document["epiloguehtml"] = f"<p>The program printed:</p>{_html(said)}"
    if details := "\n".join([*report.notes, faults(report)]).strip():
        document["instructorhtml"] = _html(details)
    return to_json(document)


def _row(check: CheckResult) -> list[Any]:
    points = f"{check.points} of {check.max_points}" if check.max_points else ""
    passed = int(check.status is Status.PASSED)
    return [passed, title_of(check), points, said_of(check), int(check.visibility != "always")]


def _html(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


CODERUNNER = Writer(
    name="coderunner",
    api_version=1,
    summary="Moodle's CodeRunner: the JSON of a combinator template grader.",
    render=render,
    files={"coderunner.json": STDOUT},
    media_type="application/json",
    audience="platform",
    exits="graded",
    isolation="reduced",
)
