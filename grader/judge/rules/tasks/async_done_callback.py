"""A callback is an `async def` function: it is called, and what it gives is never awaited."""

import ast
from collections import Counter
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = (
    "missing-await",
    "coroutine-used-as-value",
    "wrong-result",
    "wrong-result-shape",
    "returns-coroutine",
    "async-without-await",
    "plain-function-made-async",
    "exception-never-retrieved",
)
TAKERS = ("add_done_callback", "call_soon", "call_later", "call_at", "call_soon_threadsafe")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        count = Counter(never.name for never in seen.trace.never_awaited)
        handing: dict[tuple[str, bool], list[ast.Call]] = {}
        for never in seen.trace.never_awaited:
            name, by_loop = never.name.rpartition(".")[2], never.place is None
            if (name, by_loop) not in handing:
                handing[name, by_loop] = list(_handing(case, name, by_loop))
            for call in handing[name, by_loop]:
                taker = ast.unparse(call.func).rpartition(".")[2]
                facts = (
                    at(None, f"{code(taker)} is given {code(name)}, an async function."),
                    at(
                        seen.trace.duration,
                        f"{code(seen.call)} ends; {code(name)} was called, and never ran.",
                    ),
                )
                says = f"RuntimeWarning: {never.message}"
                yield seen.sighting(
                    case.source.place_of(call), facts, says, name=name, count=count[never.name]
                )


def _handing(case: Case, name: str, by_loop: bool) -> Iterable[ast.Call]:
    """Yield the calls that hand over the function as a callback, or a lambda that does no more than call it.

    by_loop: it was called by the event loop itself, not in a line of the learner's.
    """
    for node in case.source.nodes:
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TAKERS
        ):
            continue
        for argument in node.args[:2]:
            behind = case.source.names.behind(argument)
            if isinstance(behind, ast.Lambda):
                inner = behind.body
                if not by_loop and isinstance(inner, ast.Call) and case.source.names.last(inner.func) == name:
                    yield node
            elif by_loop and case.source.names.last(argument) == name:
                yield node
