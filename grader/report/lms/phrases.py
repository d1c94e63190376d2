"""What the writers say, in the same words: of a check, of the whole, of what the program printed."""

from __future__ import annotations

import json
from typing import Any

from grader.model import CheckResult, Finding, Report, Status, Verdict
from grader.report.prose import without_emphasis
from grader.report.story import advice, error_text, headline, runs_of, telling_run, verdict_word
from grader.report.visible import shorten

LOADS = "The file can be run."
"""Title of the one check that fails when a file cannot be run and no other is known."""


def title_of(check: CheckResult) -> str:
    """Return the line that a learner reads of a check."""
    return check.title or check.id


def said_of(check: CheckResult) -> str:
    """Say what a check found, in several lines; nothing of one that passed."""
    if check.status is Status.PASSED:
        return ""
    lines = [check.fact or _KINDS.get(check.status, "")]
    lines += [f"Expected: {check.expected}"] if check.expected else []
    lines += [f"The run gave: {check.actual}"] if check.actual else []
    lines += [check.advice] if check.advice else []
    return "\n".join(line for line in lines if line)


_KINDS = {
    Status.FAILED: "This does not hold yet.",
    Status.SKIPPED: "It has not been looked at.",
    Status.ERROR: "The check itself failed; it says nothing about the answer.",
}


def unrunnable(report: Report) -> str:
    """Say why nothing was graded: the file cannot be run, or we failed."""
    return "\n".join(part for part in (_problem(report), remedy(report)) if part)


def remedy(report: Report) -> str:
    """Say what follows the headline of what cannot be graded: Python's own words, what to do."""
    details = report.problem.details if report.problem and report.outcome is Verdict.UNGRADABLE else ""
    return "\n".join(part for part in (details, advice(report)) if part)


def _problem(report: Report) -> str:
    return report.problem.headline if report.problem else headline(report)


def faults(report: Report) -> str:
    """Return the details of our own failure, which only an instructor may read."""
    failed = report.outcome is Verdict.FAULT and report.problem is not None
    return report.problem.details if failed and report.problem is not None else ""


def overall(report: Report) -> str:
    """Say how it went, and what explains most."""
    if report.problem is not None:
        return f"{verdict_word(report)}: {unrunnable(report)}"
    if report.findings and not report.untouched and report.outcome is not Verdict.PASSED:
        return f"{verdict_word(report)}.\n\n{told(report.findings[0], report.file)}"
    return f"{verdict_word(report)}: {headline(report)}\n{advice(report)}".rstrip()


def told(finding: Finding, file: str) -> str:
    """Tell a finding in several lines: where, what the run showed, why it matters, the first hint."""
    where = f"{file}, line {finding.line}" if finding.line else file
    facts = [f"- {fact.text}" for fact in finding.facts]
    says = [f"Python says: {finding.python_says}"] if finding.python_says else []
    hint = [f"Hint: {without_emphasis(finding.hints[0])}"] if finding.hints else []
    return "\n".join(
        [f"{where}: {finding.headline}", *says, *facts, without_emphasis(finding.why), *hint]
    ).rstrip()


def printed(report: Report, check: CheckResult | None = None, limit: int = 2000) -> str:
    """Return what the program printed in the run that tells most, or in the one a check looked at."""
    runs = runs_of(report, check) if check is not None else ()
    run = runs[0] if runs else telling_run(report) if check is None else None
    if run is None:
        return ""
    error = f"{error_text(run.error)}\n" if run.error is not None else ""
    return shorten(run.stdout + ("\n" if run.stdout and error else "") + error, limit).rstrip("\n")


def to_json(data: Any) -> bytes:
    """Write JSON as ASCII: what a character is in some other encoding does not matter."""
    return (json.dumps(data, indent=1, allow_nan=False) + "\n").encode("ascii")
