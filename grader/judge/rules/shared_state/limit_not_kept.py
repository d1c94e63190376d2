"""More calls ran together than a check allows, and no other rule knows why."""

import re
from collections.abc import Iterable, Sequence

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short
from grader.judge.trace_ends import made_at
from grader.judge.trace_records import Call
from grader.model import Place

LEVEL = ESSENTIAL
SYMPTOM = True
SILENCES = ("partially-sequential",)


def detect(case: Case) -> Iterable[Sighting]:
    for check in case.failed:
        allowed = re.fullmatch(r"at most (\d{1,6})", check.expected)
        if allowed is None or check.topic != "concurrency":
            continue
        limit = int(allowed[1])
        for seen in (one for one in case.runs if one.index in check.runs):
            for calls in _alike(seen):
                together = seen.trace.overlap(calls)
                # A check may look at runs with other limits, too; the one it tells of had so many.
                if together > limit and str(together) == check.actual:
                    yield _too_many(seen, calls, limit, together)


def _too_many(seen: Seen, calls: Sequence[Call], limit: int, together: int) -> Sighting:
    extra = next(one for one in calls if _beside(one, calls) >= limit)
    what = short(extra.function)
    facts = (
        at(extra.start, f"{code(extra.name)} begins while {_beside(extra, calls)} others still run."),
        at(None, f"Later {together} of them run together; {limit} may." if together > limit + 1 else ""),
    )
    told = [fact for fact in facts if fact.text]
    return seen.sighting(_place(seen, extra), told, together=together, limit=limit, what=what)


def _alike(seen: Seen) -> Iterable[list[Call]]:
    """Yield the calls of each collaborator, by their start."""
    found: dict[str, list[Call]] = {}
    for call in seen.trace.host_calls():
        found.setdefault(call.function, []).append(call)
    return found.values()


def _beside(call: Call, calls: Iterable[Call]) -> int:
    """Count the calls that had begun before this one and still ran."""
    earlier = (one for one in calls if one is not call and one.start <= call.start < one.end)
    return sum(1 for one in earlier if (one.start, one.task) < (call.start, call.task))


def _place(seen: Seen, call: Call) -> Place | None:
    """Where the call was awaited, or its task made."""
    task = seen.trace.task(call.task)
    return call.place or (made_at(seen.trace, task) if task is not None else None)
