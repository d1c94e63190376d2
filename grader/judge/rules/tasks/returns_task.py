"""What is returned is a task, not its result."""

import ast
from collections.abc import Iterable
from typing import Any

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number
from grader.judge.trace_ends import made_at
from grader.model import Opaque, Place

LEVEL = ESSENTIAL
SILENCES = (
    "task-not-awaited",
    "wrong-result",
    "wrong-result-shape",
    "dangling-task-collected",
    "wrong-order",
)


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        count = _tasks_in(seen.run.value)
        if count and seen.finished and seen.trace.own_tasks:
            left = sum(task.ended is None for task in seen.trace.own_tasks)
            one = count == 1
            facts = [
                at(
                    seen.run.elapsed,
                    f"{code(seen.call)} ends; what it returns holds {'a task' if one else 'tasks'}.",
                )
            ]
            if left:
                facts.append(at(seen.run.elapsed, f"{number(left)} {_verb(left)} not ended.".capitalize()))
            yield seen.sighting(
                _place(case, seen), facts, count=count, what="its result" if one else "their results"
            )


def _verb(left: int) -> str:
    return "task has" if left == 1 else "tasks have"


def _tasks_in(value: Any) -> int:
    """Count the tasks in a value, and in the items of lists, tuples and dictionaries."""
    if isinstance(value, dict | list | tuple):
        return sum(map(_tasks_in, value.values() if isinstance(value, dict) else value))
    return int(isinstance(value, Opaque) and value.type == "Task")


def _place(case: Case, seen: Seen) -> Place | None:
    """Return where the function that was called returns, or the one that made the task."""
    source = case.source
    maker = source.node_at(made_at(seen.trace, seen.trace.own_tasks[0]))
    function = source.function(seen.target) or (source.function_of(maker) if maker is not None else None)
    inner = ast.walk(function) if function is not None else ()
    returns = [
        node for node in inner if isinstance(node, ast.Return) and source.function_of(node) is function
    ]
    return source.place_of(returns[-1] if returns else function)
