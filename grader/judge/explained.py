"""Put into a report what the rules have to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.finding import findings
from grader.judge.shown import placed
from grader.model import CheckResult, Exercise, Report

if TYPE_CHECKING:  # it brings pytest's side of things
    from grader.judge.suites.submission import SubmissionRun


def explained(
    report: Report,
    exercise: Exercise,
    checks: tuple[CheckResult, ...],
    runs: Iterable[SubmissionRun],
    places: Mapping[int, int],
) -> Report:
    """Return the report with its findings.  checks, runs: as the suite gave them; places: see `shown`."""
    case = Case(
        report.source,
        (Seen(run=seen.run, trace=seen.trace, index=seen.index) for seen in runs),
        checks,
        exercise.call,
        report.untouched,
    )
    told = findings(case, exercise.key)
    because = tuple(replace(check, because=told.because.get(check.id)) for check in report.checks)
    found = tuple(placed(finding, places) for finding in told.findings)
    return replace(report, checks=because, findings=found, rule_errors=told.faults)
