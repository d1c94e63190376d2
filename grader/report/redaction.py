"""Leave of a report what its reader may see: Report -> Report, by the policy stamped into each check.

for_learner    what a file may hold that a learner reads: hidden checks keep their points, nothing else
for_platform   the same for platforms that keep hidden checks from learners themselves: only `detail` counts

Exactly what goes and what stays is told in docs/formats.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from grader.model import CheckResult, Finding, Report, Status, Verdict

_OWN_OUTPUT, _KIND_ONLY = "own_output", "kind_only"
_LATER = "It is looked at once another check has passed."
_TELLING = 3  # characters; a shorter text, such as a number, stands everywhere
_SHORTEST = 12  # characters from which a part of a hidden text would give it away


def for_learner(report: Report, visible: Collection[str] = ("always",)) -> Report:
    """Return what a learner may read.  visible: the visibilities that apply to this reader at this time."""
    problem = report.problem
    if problem is not None and report.outcome is Verdict.FAULT:
        problem = replace(problem, details="")  # tracebacks of the suite, or of ours
    plain = replace(report, notes=(), problem=problem)
    return _redacted(plain, lambda check: check.visibility in visible)


def for_platform(report: Report) -> Report:
    """Return the report for a platform that itself shows each check only to those who may see it."""
    checks = tuple(_not_naming(check, report.checks) for check in report.checks)
    return _redacted(replace(report, checks=checks), lambda _: True)


def _not_naming(check: CheckResult, checks: Collection[CheckResult]) -> CheckResult:
    """Return a skipped check in words that name no check which is seen at another time."""
    others = {one.title for one in checks if one.visibility not in ("always", check.visibility)}
    names = check.status is Status.SKIPPED and any(title and title in check.fact for title in others)
    return replace(check, fact=_LATER) if names else check


def _redacted(report: Report, shown: Callable[[CheckResult], bool]) -> Report:
    """Keep what is shown.  The solution's run is for the instructor in every case, as are our own faults."""
    report = replace(report, reference=None, rule_errors=())
    checks, hidden = [], 0
    for check in report.checks:
        hidden += not shown(check)
        checks.append(_check(check) if shown(check) else _nameless(check, hidden))
    if tuple(checks) == report.checks:
        return report
    secrets = _secrets(report.checks, checks)
    kept = sorted({run for check in checks for run in check.runs if run < len(report.runs)})
    explained = {check.id for check in report.checks if shown(check) and check.detail != _KIND_ONLY}
    findings = [_finding(one, kept) for one in report.findings if _may_stay(one, kept, explained, secrets)]
    named = {finding.rule for finding in findings}
    return replace(
        report,
        runs=tuple(report.runs[index] for index in kept),
        checks=tuple(_settled(check, kept, named, secrets) for check in checks),
        findings=tuple(findings),
    )


# ---- checks --------------------------------------------------------------------------------------


def _check(check: CheckResult) -> CheckResult:
    """Return a shown check with as much as its level of detail allows."""
    fact = "" if check.status is Status.ERROR else check.fact  # an exception of the suite's
    if check.detail == _KIND_ONLY:
        return replace(check, fact="", advice="", expected="", actual="", because=None, runs=())
    if check.detail == _OWN_OUTPUT:
        return replace(check, fact="", advice="", expected="")
    return replace(check, fact=fact)


def _nameless(check: CheckResult, number: int) -> CheckResult:
    """Return a hidden check: how it ended and its points, which the sum needs."""
    return CheckResult(
        id=f"hidden-{number}",
        title=f"Hidden check {number}",
        status=check.status,
        points=check.points,
        max_points=check.max_points,
        visibility=check.visibility,
        detail=_KIND_ONLY,
    )


def _settled(
    check: CheckResult, kept: list[int], named: Collection[str], secrets: Collection[str]
) -> CheckResult:
    """Return a check that refers only to what is left."""
    fact = _LATER if check.status is Status.SKIPPED and _tells(check.fact, secrets) else check.fact
    return replace(
        check,
        fact=fact,
        runs=tuple(kept.index(run) for run in check.runs if run in kept),
        because=check.because if check.because in named else None,
    )


def _secrets(before: Collection[CheckResult], after: Collection[CheckResult]) -> set[str]:
    """Return the texts that were taken out and stand nowhere in what is left."""
    return {text for text in _texts(before) - _texts(after) if len(text) >= _TELLING}


def _texts(checks: Collection[CheckResult]) -> set[str]:
    return {
        text
        for check in checks
        for text in (check.id, check.title, check.fact, check.advice, check.expected, check.actual)
    }


def _tells(text: str, secrets: Collection[str]) -> bool:
    """Tell whether a text holds one of the secrets, or is a part of one."""
    part = text.rstrip(".")
    return any(secret in text or (len(part) >= _SHORTEST and part in secret) for secret in secrets)


# ---- findings ------------------------------------------------------------------------------------


def _may_stay(one: Finding, kept: list[int], explained: set[str], secrets: set[str]) -> bool:
    """Tell whether a finding is about what the reader may see, and in no words that he may not."""
    seen = not one.runs or one.runs[0] in kept
    concerns = not one.checks or not explained.isdisjoint(one.checks)
    words = (
        one.headline,
        one.why,
        one.belief,
        one.python_says,
        *one.hints,
        *(fact.text for fact in one.facts),
    )
    return seen and concerns and not any(_tells(text, secrets) for text in words if text)


def _finding(one: Finding, kept: list[int]) -> Finding:
    whole = all(run in kept for run in one.runs)
    return replace(
        one,
        runs=tuple(kept.index(run) for run in one.runs if run in kept),
        checks=(),  # they may name hidden ones
        python_says=one.python_says if whole else "",
    )
