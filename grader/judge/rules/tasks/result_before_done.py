"""The result of a task is read before the task is done."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.error_calls import calls_on, error_calls
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "fetch-not-called", "wrong-delay", "exception-never-retrieved")
READERS = ("result", "exception")
OTHERS = ("wait", "wait_for", "taskgroup")  # waits with misconceptions of their own


def detect(case: Case) -> Iterable[Sighting]:
    for one in error_calls(case, "InvalidStateError"):
        trace = one.seen.trace
        task = trace.task(one.task)
        if task is not None and any(wait.on in OTHERS for wait in task.waits):
            continue
        reads = (
            c for c in calls_on(case, one) if isinstance(c.func, ast.Attribute) and c.func.attr in READERS
        )
        read = next(reads, None)
        if read is None:
            continue
        open_ones = [own for own in trace.own_tasks if own.ended is None or own.ended > (one.moment or 0)]
        facts = [at(own.created, f"A task is made on line {own.line}.") for own in open_ones[:1]]
        facts.append(at(one.moment, f"{code(ast.unparse(read))} asks for a result that is not there yet."))
        yield one.seen.sighting(case.source.place_of(read), facts, one.says, what=f"{ast.unparse(read)}")
