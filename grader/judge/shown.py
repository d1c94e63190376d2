"""Which runs a report holds: of many, first those that failed checks looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grader.model import CheckResult, Exercise, Finding, Status

_MOST = 12
_OF_ONE_CHECK = 3  # a check that has failed is told by its first runs


def places_of_runs(checks: tuple[CheckResult, ...], made: int) -> dict[int, int]:
    """Return the numbers of the runs a report holds, each with its place there.  made: how many there are."""
    failed = (check for check in checks if check.status is Status.FAILED)
    looked = (index for check in failed for index in check.runs[:_OF_ONE_CHECK])
    chosen = sorted([*dict.fromkeys([*looked, *range(made)])][:_MOST])
    return {index: place for place, index in enumerate(chosen)}


def stamped(check: CheckResult, exercise: Exercise, places: Mapping[int, int]) -> CheckResult:
    """Return the check with what learners may see of it, and with its runs as the report has them."""
    policy = exercise.policy(check.id)
    return replace(
        check, runs=_placed(check.runs, places), visibility=policy.visibility, detail=policy.detail
    )


def placed(finding: Finding, places: Mapping[int, int]) -> Finding:
    """Return the finding with its runs as the report has them."""
    return replace(finding, runs=_placed(finding.runs, places))


def _placed(runs: tuple[int, ...], places: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(places[index] for index in runs if index in places)
