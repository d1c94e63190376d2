"""A semaphore is held while tasks are made, and not while they work."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.locks import SEMAPHORES, entered, maker, within
from grader.judge.rules.rule import ESSENTIAL, Sighting, Word, at
from grader.judge.trace_ends import made_at
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("await-is-not-a-switch", "partially-sequential")
MAKERS = ("create_task", "ensure_future")


def detect(case: Case) -> Iterable[Sighting]:
    for call, limit in _made_inside(case):
        if limit is None and not case.failed:
            continue  # nothing says that the tasks were too many
        for seen in case.questioned("concurrency"):
            trace = seen.trace
            made = [task for task in trace.own_tasks if _stands_at(made_at(trace, task), call)]
            numbers = {task.id for task in made}
            bodies = [one for one in trace.calls() if one.own_task and one.task in numbers]
            spans = bodies or [one for one in trace.host_calls() if one.task in numbers]
            together = trace.overlap(spans)
            if together > (limit or 1):
                facts = (
                    at(made[0].created, f"Line {call.lineno} makes a task, and the semaphore is free again."),
                    at(spans[-1].start, f"{together} of the tasks are at work together."),
                )
                words: dict[str, Word] = {} if limit is None else {"limit": limit}
                yield seen.sighting(case.source.place_of(call), facts, "", together=together, **words)


def _stands_at(place: Place | None, call: ast.Call) -> bool:
    line = place.line if place is not None else 0
    return call.lineno <= line <= (call.end_lineno or call.lineno)


def _made_inside(case: Case) -> Iterator[tuple[ast.Call, int | None]]:
    """Yield each call that makes a task inside an `async with` of a semaphore, and its limit, if known."""
    for block, over in entered(case, *SEMAPHORES):
        made = maker(case, over)
        given = [*made.args, *(word.value for word in made.keywords)] if made is not None else []
        value = case.source.names.behind(given[0]) if given else ast.Constant(value=1)
        limit = value.value if isinstance(value, ast.Constant) and type(value.value) is int else None
        awaited = any(isinstance(node, ast.Await) and within(case, node, block) for node in ast.walk(block))
        for node in ast.walk(block) if not awaited else ():
            if isinstance(node, ast.Call) and case.source.names.last(node.func) in MAKERS:
                yield node, limit
