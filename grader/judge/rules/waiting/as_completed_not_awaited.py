"""The items of as_completed are taken for results and never awaited."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "returns-coroutine", "task-not-awaited",
            "fetch-not-called", "wrong-delay", "async-without-await", "no-explicit-task")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        name = lost.never.name
        if name != "as_completed" and not name.endswith("_wait_for_one"):
            continue
        calls = case.source.calls_to("asyncio.as_completed")
        line = lost.never.place.line if lost.never.place else 0
        near = [call for call in calls if call.lineno <= line <= (call.end_lineno or line)] or calls
        count = sum(other.name == name for other in lost.seen.trace.never_awaited)
        place = case.source.place_of(near[0]) if near else lost.never.place
        made = f"{code('as_completed')} gives {count} coroutine {'objects' if count > 1 else 'object'}."
        ended = f"{code(lost.seen.call)} ends; nothing has awaited {'them' if count > 1 else 'it'}."
        facts = (at(None, made), at(lost.seen.trace.duration, ended))
        yield lost.seen.sighting(place, facts, lost.python_says, count=count)
