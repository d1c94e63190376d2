"""A coroutine function returns a coroutine object instead of what it would give."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.coroutine_uses import handed_back, made_by
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("wrong-delay", "async-without-await", "wrong-result", "wrong-result-shape", "fetch-not-called",
            "missing-await", "no-explicit-task")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        call = made_by(case, lost.call) if lost.call is not None else None
        back = handed_back(case, call) if call is not None else None
        owner = case.source.function_of(back) if back is not None else None
        if call is None or back is None:
            continue
        by = f"{getattr(owner, 'name', '')}()"
        facts = (
            lost.facts[0],
            at(None, f"Line {back.lineno} returns {'it' if lost.same == 1 else f'{lost.same} of them'}."),
            at(lost.seen.trace.duration, f"{code(lost.seen.call)} ends; nothing has awaited what it gave."),
        )
        yield lost.seen.sighting(case.source.place_of(call), facts, lost.python_says, by=by, count=lost.same)
