"""Locks that every call makes for itself, so that no two calls ever share one."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.locks import entered, maker
from grader.judge.rules.rule import Sighting, at


def made_per_call(case: Case, runs: Iterable[Seen], kind: str, *dotted: str) -> Iterator[Sighting]:
    """Yield where a function makes and takes a lock of its own, if calls of it overlapped.

    kind: what to call it.  dotted: the classes that make it.
    """
    for call in case.source.calls_to(*dotted):
        owner = case.source.function_of(call)
        if not isinstance(owner, ast.AsyncFunctionDef) or _is_shared(case, call):
            continue
        if not _takes(case, owner, call, dotted):
            continue
        for seen in runs:
            calls = [one for one in seen.trace.calls(owner.name) if one.end > one.start]
            together = seen.trace.overlap(calls)
            if together > 1:
                place = case.source.place_of(call)
                facts = (
                    at(calls[0].start, f"The first call makes a {kind} on line {call.lineno}."),
                    at(
                        max(one.end for one in calls),
                        f"{len(calls)} calls have made one each; {together} were inside at once.",
                    ),
                )
                yield seen.sighting(place, facts, count=len(calls), together=together, name=owner.name)


def _is_shared(case: Case, call: ast.Call) -> bool:
    """Whether a lock that is there already comes instead: by `setdefault`, or below an `if`."""
    around = case.source.parent(call)
    if isinstance(around, ast.Call) and case.source.names.last(around.func) == "setdefault":
        return True
    owner = case.source.function_of(call)
    above = (up for up in case.source.above(call) if case.source.function_of(up) is owner)
    return any(isinstance(up, ast.If | ast.IfExp | ast.ExceptHandler) for up in above)


def _takes(case: Case, owner: ast.AsyncFunctionDef, call: ast.Call, dotted: tuple[str, ...]) -> bool:
    """Whether the same function that makes the lock takes it: by `async with`, or by acquire()."""
    source = case.source
    if any(
        maker(case, over) is call and source.function_of(block) is owner
        for block, over in entered(case, *dotted)
    ):
        return True
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "acquire"
        and source.function_of(node) is owner
        and maker(case, node.func.value) is call
        for node in source.nodes
    )
