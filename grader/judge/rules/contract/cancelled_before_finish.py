"""The program cancels its own tasks while they are still at work, and misses their results."""

import ast
from collections.abc import Iterable
from typing import Any

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number
from grader.judge.trace_names import is_called
from grader.model import Opaque, TaskRecord

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "return-exceptions-unchecked", "wrong-result", "wrong-result-shape",
            "wrong-delay", "cancel-not-awaited")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        asked = [one for one in seen.trace.cancellations if one.via == "cancel" and one.place is not None]
        hit = [one for one in asked if _missed(case, seen, seen.trace.task(one.task))]
        stopped = {one.task for one in hit}
        for one in hit:
            task = seen.trace.task(one.task)
            made = task.created if task is not None else None
            who = "The task is" if len(stopped) == 1 else f"{number(len(stopped))} tasks are".capitalize()
            facts = [
                at(made, f"{code(task.coroutine)} is made into a task on line {task.line}." if task else ""),
                at(one.at, f"{who} cancelled while still at work."),
            ]
            yield seen.sighting(one.place, facts, count=len(stopped), when=one.at)


def _missed(case: Case, seen: Seen, task: TaskRecord | None) -> bool:
    """Whether a task ended by being cancelled although its result was asked for."""
    if task is None or task.how != "cancelled" or not seen.trace.owns(task):
        return False
    if _never_ends(case, task):
        return _has_lost_an_item(case, seen, task)
    error = seen.run.error
    if error is not None and error.type == "CancelledError":
        return True
    return _holds_cancellation(seen.run.value) or any(
        is_called(task.coroutine, other.target) and other.run.value is not None
        for other in case.runs
        if other.target != seen.target
    )


def _never_ends(case: Case, task: TaskRecord) -> bool:
    """Whether the task's own function goes on for ever: nothing but a cancellation ends such work."""
    loops = [
        node
        for function in case.source.functions(task.coroutine.rpartition(".")[2])
        for node in ast.walk(function)
        if isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value
    ]
    exits = (ast.Break, ast.Return)
    return any(not any(isinstance(one, exits) for one in ast.walk(loop)) for loop in loops)


def _has_lost_an_item(case: Case, seen: Seen, task: TaskRecord) -> bool:
    """Whether a queue's consumer was stopped at work: what it had taken was marked as done too early."""
    marks = any(isinstance(node, ast.Attribute) and node.attr == "task_done" for node in case.source.nodes)
    cut = bool(task.waits) and task.waits[-1].on == "call"
    return marks and cut and seen in case.asked("result")


def _holds_cancellation(value: Any) -> bool:
    items = value if isinstance(value, list | tuple) else [value]
    return any(isinstance(item, Opaque) and item.type == "CancelledError" for item in items)
