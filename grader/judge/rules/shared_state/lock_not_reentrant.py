"""A task waits for a lock that it holds itself."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.locks import LOCKS, SEMAPHORES, entered, maker, within
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_tables import in_seconds
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("lock-not-released", "semaphore-of-one", "lock-held-across-everything", "wait-for-cancels-task",
            "task-not-awaited", "wrong-delay")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        places = seen.trace.recording.places
        for life in seen.trace.recording.lives.values():
            for stand in life.stands:
                lasting = stand.end is None or stand.after == "cancel" or life.left_at is not None
                if not lasting or stand.on.get("kind") not in ("lock.acquire", "semaphore.acquire"):
                    continue
                stack = [places[number] for number, _ in stand.frames if number in places]
                held = _held(case, stack)
                if held is not None:
                    facts = (
                        at(None, f"The task holds what line {held.lineno} has entered."),
                        at(in_seconds(stand.start), f"It waits on line {stack[-1].line} to enter it again."),
                    )
                    yield seen.sighting(stack[-1], facts, held=str(held.lineno))


def _held(case: Case, stack: list[Place]) -> ast.With | ast.AsyncWith | None:
    """Return the `async with` around a line of the task's stack, over the very thing it waits for."""
    node = case.source.node_at(stack[-1]) if stack else None
    while isinstance(node, ast.Await):
        node = node.value
    taken = node.func if isinstance(node, ast.Call) else node
    if isinstance(taken, ast.Attribute) and taken.attr == "acquire":
        node = taken.value
    wanted = maker(case, node) if isinstance(node, ast.expr) else None
    for block, over in entered(case, *LOCKS, *SEMAPHORES) if wanted is not None else ():
        inside = [case.source.node_at(place) for place in stack]
        if maker(case, over) is wanted and any(
            one is not None and within(case, one, block) and not _heads(block, one) for one in inside
        ):
            return block
    return None


def _heads(block: ast.With | ast.AsyncWith, node: ast.AST) -> bool:
    """Whether the node stands in the head of the block, and not inside."""
    return any(node in ast.walk(item) for item in block.items)
