"""One call opens several connections for what a single one would carry."""

from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_records import Call
from grader.model import TaskRecord, Wait

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        for task, calls in _from_outside(seen):
            for call in calls:
                opened = [wait for wait in task.waits if wait.on == "stream.connect" and _in(wait, call)]
                if len(opened) > 1 and opened[-1].place is not None:
                    facts = [at(one.start, f"{code('open_connection()')} is awaited.") for one in opened[:3]]
                    name = code(call.function.rpartition(".")[2] + "()")
                    yield seen.sighting(opened[-1].place, facts, count=len(opened), who=name)


def _from_outside(seen: Seen) -> Iterator[tuple[TaskRecord, list[Call]]]:
    """Yield the calls in each task that no line of the answer has made: one of them, one request."""
    found: dict[int, list[Call]] = {}
    for call in seen.trace.calls():
        if call.place is None:
            found.setdefault(call.task, []).append(call)
    return ((task, found[task.id]) for task in seen.trace.tasks if task.id in found)


def _in(wait: Wait, call: Call) -> bool:
    return call.start <= wait.start and wait.end <= call.end
