"""What a report says when an answer could not be judged: it cannot be run, or we failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from grader.model import CheckResult, Exercise, Isolation, Limits, Problem, Report, Status, Verdict


def ungradable(report: Report, problem: Problem) -> Report:
    """Return the report of a file that cannot be run at all."""
    checks = tuple(replace(check, points=0) for check in report.checks)
    return replace(report, outcome=Verdict.UNGRADABLE, problem=problem, checks=checks)


def fault(report: Report, kind: str, faults: Iterable[str]) -> Report:
    """Return the report of a failure of ours, which costs nobody anything."""
    problem = Problem(
        kind=kind,
        headline="The grader could not finish. That is not the answer's doing.",
        details="\n".join(faults),
        advice="Please tell the instructor; the answer has not been judged.",
    )
    return replace(
        report, outcome=Verdict.FAULT, problem=problem, checks=tuple(map(_unjudged, report.checks))
    )


def _unjudged(check: CheckResult) -> CheckResult:
    return check if check.status is Status.ERROR else replace(check, points=0)


def lacking(limits: Limits, isolation: Isolation) -> str:
    """Say what an exercise needs that this level does not have, which must not cost a learner points."""
    if isolation.level == "reduced" and limits.loopback:
        return "the exercise uses the network of its own box, which the level “reduced” cannot give it"
    if "process limits" in isolation.missing and limits.processes:
        return "the exercise starts processes, which the level “reduced” can only bound when root starts it"
    return ""


def policies_for_nothing(exercise: Exercise, checks: tuple[CheckResult, ...]) -> list[str]:
    """Name the tests of exercise.toml that do not exist: a mistyped name would show what was to be hidden."""
    known = {check.id for check in checks} | {"*"}
    return [
        f"exercise.toml has [checks.{policy.test}], and the suite has no such test"
        for policy in exercise.checks
        if policy.test not in known and checks
    ]
