"""Decide which findings a learner is shown, and which of them first.

A root cause silences its consequences.  What only names what is amiss, a symptom, comes after the
causes, and not at all when they already explain every check that it would.  No rule contradicts the
verdict: when all checks have passed, nothing is essential.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.judge.rules.rule import Rule, Sighting
from grader.model import CheckResult, Level, Status

MOST = 3
_ORDER = {Level.ESSENTIAL: 0, Level.ACTIONABLE: 1, Level.INFORMATIVE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A rule that saw something.  explains: ids of the failed checks that looked at a run it was seen in."""

    rule: Rule
    sightings: tuple[Sighting, ...]
    explains: frozenset[str]

    @property
    def line(self) -> int:
        return next((seen.place.line for seen in self.sightings if seen.place), 0)


def explained(sightings: Iterable[Sighting], checks: Sequence[CheckResult]) -> frozenset[str]:
    """Return which failed checks the sightings can explain; what the source alone shows explains any."""
    runs = {seen.run for seen in sightings}
    return frozenset(
        check.id
        for check in checks
        if check.status is Status.FAILED and (None in runs or not runs.isdisjoint(check.runs))
    )


def ranked(candidates: Iterable[Candidate], checks: Sequence[CheckResult]) -> tuple[Candidate, ...]:
    """Return the candidates to show, the one that explains most first."""
    judged = [one for one in candidates if _may_stand(one, checks)]
    heard = [one for one in judged if not any(_silences(other, one) for other in judged)]
    return tuple(_without_echoes(sorted(heard, key=_key)))[:MOST]


def _silences(one: Candidate, other: Candidate) -> bool:
    return other.rule.id in one.rule.silences and _ORDER[one.rule.level] <= _ORDER[other.rule.level]


def _may_stand(one: Candidate, checks: Sequence[CheckResult]) -> bool:
    """Tell whether the verdict leaves room for it."""
    if one.rule.level is not Level.ESSENTIAL or not checks:
        return True
    failed = any(check.status is Status.FAILED for check in checks)
    unjudged = all(check.status is Status.SKIPPED for check in checks)  # the file could not be loaded
    return bool(one.explains) or (unjudged and not failed)


def _key(one: Candidate) -> tuple[object, ...]:
    return _ORDER[one.rule.level], one.rule.symptom, -len(one.explains), one.line, one.rule.id


def _without_echoes(heard: Iterable[Candidate]) -> Iterable[Candidate]:
    """Leave out symptoms that explain nothing the causes before them do not."""
    known: set[str] = set()
    caused = False
    for one in heard:
        essential = one.rule.level is Level.ESSENTIAL
        if one.rule.symptom and caused and one.explains <= known:
            continue
        if essential:
            known |= one.explains
            caused = caused or not one.rule.symptom
        yield one
