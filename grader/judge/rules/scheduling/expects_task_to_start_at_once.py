"""A task is looked at before the event loop has given it a turn."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_ends import made_at
from grader.model import TaskRecord

LEVEL = ESSENTIAL
SILENCES = ("wrong-result", "wrong-result-shape", "wrong-delay")
STATES = ("done", "cancelled", "exception")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("tasks"):
        for task in seen.trace.own_tasks:
            made = made_at(seen.trace, task)
            if made is None or _had_a_turn(seen, task):
                continue
            for look in _looks(case, case.source.node_at(made)):
                facts = (
                    at(task.created, f"Line {made.line} makes a task; it begins at the loop's next turn."),
                    at(task.created, f"Line {look.lineno} asks for its state; there has been no turn yet."),
                )
                name = ast.unparse(look.func)
                yield seen.sighting(case.source.place_of(look), facts, made=str(made.line), name=name)


def _had_a_turn(seen: Seen, task: TaskRecord) -> bool:
    """Tell whether its maker waited for something else before it waited for the task."""
    maker = seen.trace.task(task.made_by)
    later = [wait for wait in maker.waits if wait.start >= task.created] if maker is not None else []
    return not later or task.id not in later[0].tasks


def _looks(case: Case, made: ast.AST | None) -> list[ast.Call]:
    """Return the calls that ask for the task's state between its making and the next await.

    The first of several is meant to find the task not begun; the one after it is the mistake.
    """
    owner = case.source.function_of(made) if made is not None else None
    if made is None or owner is None:
        return []
    line = getattr(made, "end_lineno", 0)
    stops = [
        node.lineno
        for node in ast.walk(owner)
        if isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith) and node.lineno > line
    ]
    looks = [
        node
        for node in ast.walk(owner)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in STATES
        and line <= node.lineno <= min(stops, default=1 << 30)
        and not (node.lineno in stops and isinstance(case.source.parent(node), ast.Await))
    ]
    looks.sort(key=lambda call: (call.lineno, call.col_offset))
    return looks[1:] or looks
