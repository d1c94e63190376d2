"""A lock is taken and not given back on every way out, and the next one waits for ever."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.locks import LOCKS, SEMAPHORES, is_made_by
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_tables import in_seconds

LEVEL = ESSENTIAL
SILENCES = (
    "lost-update",
    "lock-held-across-everything",
    "semaphore-of-one",
    "wait-for-cancels-task",
    "wrong-delay",
)


def detect(case: Case) -> Iterable[Sighting]:
    open_ended = list(_open_ended(case))
    for seen in case.suspects if open_ended else ():
        for life in seen.trace.recording.lives.values():
            for stand in life.stands:
                lasting = stand.end is None or stand.after == "cancel" or life.left_at is not None
                if lasting and stand.on.get("kind") in ("lock.acquire", "semaphore.acquire"):
                    call = open_ended[0]
                    place = seen.trace.recording.place([number for number, _ in reversed(stand.frames)])
                    line = f" on line {place.line}" if place else ""
                    facts = (
                        at(None, f"Line {call.lineno} takes it; {code('release()')} is not reached."),
                        at(in_seconds(stand.start), f"A task waits for it{line}, and waits in vain."),
                    )
                    yield seen.sighting(case.source.place_of(call), facts)


def _open_ended(case: Case) -> Iterator[ast.Call]:
    """Yield each awaited acquire() whose function has no `finally` that releases."""
    for node in case.source.nodes:
        func = node.func if isinstance(node, ast.Call) else None
        if not isinstance(node, ast.Call) or not isinstance(func, ast.Attribute) or func.attr != "acquire":
            continue
        owner = case.source.function_of(node)
        if owner is None or not is_made_by(case, func.value, *LOCKS, *SEMAPHORES):
            continue
        blocks = [one for one in ast.walk(owner) if isinstance(one, ast.Try)]
        ends = [part for one in blocks if not _left_between(node, one, owner) for part in one.finalbody]
        released = any(
            isinstance(inner, ast.Attribute) and inner.attr == "release"
            for part in ends
            for inner in ast.walk(part)
        )
        if not released:
            yield node


def _left_between(taken: ast.Call, block: ast.Try, owner: ast.AST) -> bool:
    """Tell whether a `return` stands between the line that takes the lock and the `try` below it."""
    return any(
        isinstance(node, ast.Return) and taken.lineno < node.lineno < block.lineno for node in ast.walk(owner)
    )
