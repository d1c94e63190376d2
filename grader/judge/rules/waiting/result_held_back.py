"""A generator waits for one task, or for all, while the result of another is there and not handed out."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import made_at
from grader.model import TaskRecord, Wait

LEVEL = ESSENTIAL
SILENCES = ("wrong-delay",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("concurrency"):
        for wait in (*seen.trace.waits("task"), *seen.trace.waits("gather")):
            name = _generator(case, wait)
            ready = _ready(seen, wait) if name else []
            if ready:
                first = min(ready, key=lambda task: task.ended or 0.0)
                line = wait.place.line if wait.place else 0
                facts = (
                    at(first.ended, "The result of a task is there."),
                    at(wait.end, f"Line {line} waited for {_what(wait)}. Only now it goes on."),
                )
                yield seen.sighting(wait.place, facts, name=f"{name}()", count=len(ready))


def _what(wait: Wait) -> str:
    return "another" if wait.on == "task" else f"all in {code('gather')}"


def _generator(case: Case, wait: Wait) -> str:
    """Return the name of the asynchronous generator in whose own lines the wait stands."""
    node = case.source.node_at(wait.place)
    function = case.source.function_of(node) if node is not None else None
    if not isinstance(function, ast.AsyncFunctionDef):
        return ""
    yields = (one for one in ast.walk(function) if isinstance(one, ast.Yield))
    return function.name if any(case.source.function_of(one) is function for one in yields) else ""


def _ready(seen: Seen, wait: Wait) -> list[TaskRecord]:
    """Return the tasks made on the same line as one it waits for, or waited for, that ended meanwhile."""
    awaited = [task for number in wait.tasks if (task := seen.trace.task(number)) is not None]
    lines = {place.line for task in awaited if (place := made_at(seen.trace, task)) is not None}
    return [
        task
        for task in seen.trace.tasks
        if task.how == "returned"
        and (task.id in wait.tasks or (task.line in lines and wait.on == "task"))
        and task.ended is not None
        and wait.start - 1e-9 <= task.ended < wait.end - 1e-9
    ]
