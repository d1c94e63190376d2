"""One call opens several connections for what a single one would carry."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_records import Call
from grader.model import Wait

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        for call in seen.trace.calls() if seen.trace.waits("stream.connect") else ():
            if call.place is not None:  # a line of the answer has made it: it is part of a request
                continue
            task = seen.trace.task(call.task)
            opened = [wait for wait in task.waits if _opens_in(wait, call)] if task is not None else []
            if len(opened) > 1 and opened[-1].place is not None:
                facts = [at(one.start, f"{code('open_connection()')} is awaited.") for one in opened[:3]]
                name = code(call.function.rpartition(".")[2] + "()")
                yield seen.sighting(opened[-1].place, facts, count=len(opened), who=name)


def _opens_in(wait: Wait, call: Call) -> bool:
    return wait.on == "stream.connect" and call.start <= wait.start and wait.end <= call.end
