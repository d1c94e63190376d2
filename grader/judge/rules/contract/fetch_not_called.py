"""The coroutine that the exercise is about never runs in the call that should need it."""

from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short

LEVEL = ESSENTIAL
SYMPTOM = True


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("await", "concurrency"):
        function = case.source.function(seen.target)
        if seen.target != case.call or not (seen.finished and seen.plain) or function is None:
            continue
        missed = _missed(case, seen)
        if missed is not None:
            name = short(missed)
            facts = (
                at(0.0, f"{code(seen.call)} begins."),
                at(seen.run.elapsed, f"It ends; no {code(name)} has run in between."),
            )
            yield seen.sighting(case.source.place_of(function), facts, name=name)


def _missed(case: Case, seen: Seen) -> str | None:
    """Return a function that ran when a check called it by itself, if none of these ran in this call."""
    checks = [check for check in case.failed if seen.index in check.runs]
    beside = {index for check in checks for index in check.runs}
    others = [one for one in case.runs if one.index in beside and one.target != case.call]
    parts = [(call.function, call.defined) for one in others for call in one.trace.calls()]
    mine = {(call.function, call.defined) for call in seen.trace.calls()}
    threads = seen.trace.threads  # what ran in another thread's loop is not among the calls
    return parts[0][0] if parts and mine.isdisjoint(parts) and not threads else None
