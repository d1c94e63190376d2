"""An asynchronous iterator or generator ends with StopIteration."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.outside import raised_outside
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.task_failures import looped_over, task_failures

LEVEL = ESSENTIAL
SILENCES = ("except-hides-error",)


def detect(case: Case) -> Iterable[Sighting]:
    ends = list(_ends(case))
    for found in task_failures(case, "RuntimeError") if ends else ():
        here = found.failure.place.line if found.failure.place else 0
        over = looped_over(found)
        near = [node for node in ends if node.lineno <= here <= (node.end_lineno or node.lineno)]
        if near or (over is not None and over[1]):
            place = case.source.place_of((near or ends)[0])
            line = place.line if place else here
            facts = (
                at(None, f"Line {line} lets StopIteration out of an `async def`."),
                at(found.when, f"On line {here} Python makes a RuntimeError of it."),
            )
            yield found.seen.sighting(place, facts, found.python_says)
    for error in raised_outside(case, "RuntimeError") if ends else ():
        place = case.source.place_of(ends[0])
        facts = (
            at(None, f"Line {ends[0].lineno} lets StopIteration out of an `async def`."),
            at(error.seen.trace.duration, "Python makes a RuntimeError of it."),
        )
        yield error.seen.sighting(place, facts, error.said)


def _ends(case: Case) -> Iterator[ast.stmt | ast.expr]:
    """Yield each `raise StopIteration`, and each `next(...)` without a default, in an `async def`."""
    for node in case.source.nodes:
        owner = case.source.function_of(node)
        if not isinstance(owner, ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            raises = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if case.source.names.last(raises) == "StopIteration":
                yield node
        if isinstance(node, ast.Call) and case.source.names.last(node.func) == "next" and len(node.args) == 1:
            yield node
