"""A lock of threading is held across an await, and another task blocks the thread on it."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.locks import is_made_by
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_tables import in_seconds

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "blocking-sleep", "fetch-not-called", "blocking-io")
LOCKS = ("threading.Lock", "threading.Semaphore", "threading.BoundedSemaphore")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        recording = seen.trace.recording
        stuck = recording.stuck
        if stuck is None or stuck.get("kind") != "thread-deadlock":
            continue
        place = recording.place(stuck.get("at") or ())
        node = case.source.node_at(place)
        while node is not None and not isinstance(node, ast.stmt):
            node = case.source.parent(node)
        if node is not None and _takes(case, node):
            line = place.line if place else 0
            facts = (
                at(None, f"A task holds the lock of line {line}, and awaits."),
                at(in_seconds(recording.last_ns), f"Another blocks the thread on line {line}, for ever."),
            )
            yield seen.sighting(place, facts)


def _takes(case: Case, node: ast.AST) -> bool:
    """Whether the statement takes a lock of threading, in an `async def`."""
    if isinstance(node, ast.With):
        taken = [item.context_expr for item in node.items]
    else:
        called = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
        taken = [one.value for one in called if isinstance(one, ast.Attribute) and one.attr == "acquire"]
    owner = case.source.function_of(node)
    return isinstance(owner, ast.AsyncFunctionDef) and any(is_made_by(case, one, *LOCKS) for one in taken)
