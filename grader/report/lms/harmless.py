"""Make every text of a report harmless, so that no writer can forget to.

No control character, no bidirectional mark and no lone surrogate is left (`grader.report.visible`), and
no text is longer than a cap.  What a format itself takes for more than text is that format's business.
"""

from __future__ import annotations

from dataclasses import replace

from grader.model import CheckResult, Fact, Finding, Problem, Report, RunError, RunRecord
from grader.report.visible import one_line, shorten, visible


def harmless(report: Report, cap: int) -> Report:
    """Return the report with harmless texts of at most `cap` characters."""
    return replace(
        report,
        title=_line(report.title, cap),
        file=_line(report.file, cap),
        source=visible(report.source),
        first_step=_text(report.first_step, cap),
        notes=tuple(_text(note, cap) for note in report.notes),
        problem=None if report.problem is None else _problem(report.problem, cap),
        checks=tuple(_check(check, cap) for check in report.checks),
        findings=tuple(_finding(finding, cap) for finding in report.findings),
        runs=tuple(_run(run, cap) for run in report.runs),
    )


def _text(text: str, cap: int) -> str:
    return visible(shorten(text, cap)).rstrip("\n")


def _line(text: str, cap: int) -> str:
    return " ".join(one_line(shorten(text, min(cap, 300))).split())


def _problem(problem: Problem, cap: int) -> Problem:
    return replace(
        problem,
        headline=_line(problem.headline, cap),
        advice=_text(problem.advice, cap),
        details=_text(problem.details, cap),
    )


def _check(check: CheckResult, cap: int) -> CheckResult:
    return replace(
        check,
        id=_line(check.id, cap),
        title=_line(check.title, cap),
        topic=_line(check.topic, cap),
        fact=_text(check.fact, cap),
        advice=_text(check.advice, cap),
        expected=_text(check.expected, cap),
        actual=_text(check.actual, cap),
        because=None if check.because is None else _line(check.because, cap),
    )


def _finding(finding: Finding, cap: int) -> Finding:
    return replace(
        finding,
        rule=_line(finding.rule, cap),
        headline=_line(finding.headline, cap),
        facts=tuple(Fact(text=_text(fact.text, cap), at=fact.at) for fact in finding.facts),
        why=_text(finding.why, cap),
        hints=tuple(_text(hint, cap) for hint in finding.hints),
        belief=_text(finding.belief, cap),
        docs=_line(finding.docs, cap),
        python_says=_text(finding.python_says, cap),
    )


def _run(run: RunRecord, cap: int) -> RunRecord:
    return replace(
        run,
        call=_line(run.call, cap),
        value=_text(run.value, cap),
        error=None if run.error is None else _error(run.error, cap),
        reason=None if run.reason is None else _line(run.reason, cap),
        stdout=_text(run.stdout, cap),
        stderr=_text(run.stderr, cap),
        stuck=_text(run.stuck, cap),
    )


def _error(error: RunError, cap: int) -> RunError:
    return replace(
        error,
        type=_line(error.type, cap),
        message=_text(error.message, cap),
        traceback=_text(error.traceback, cap),
        exceptions=tuple(_error(one, cap) for one in error.exceptions),
    )
