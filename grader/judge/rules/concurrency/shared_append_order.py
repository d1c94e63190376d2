"""Results are added to a shared list by whoever ends first."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.source import Function
from grader.judge.rules.wording import listed
from grader.judge.trace_values import places_in

LEVEL = ESSENTIAL
ADDERS = ("append", "extend", "appendleft", "insert", "put", "put_nowait", "update", "setdefault")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("result"):
        order = places_in(seen.trace, seen.run.value)
        if order is None or list(order) == sorted(order):
            continue
        for node, name in _additions(case):
            function = case.source.function_of(node)
            if function is not None and _runs_beside_itself(function, seen):
                shown = listed(number + 1 for number in order)
                facts = (
                    *(at(end, f"Line {node.lineno} adds to {code(name)}.") for end in _ends(function, seen)),
                    at(seen.run.elapsed, f"{code(name)} holds the results of calls {shown}."),
                )
                yield seen.sighting(case.source.place_of(node), facts, name=name, count=len(order))


def _additions(case: Case) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield what adds to a collection that was not made in the same function."""
    for node in case.source.nodes:
        found: tuple[ast.expr | ast.stmt, ast.expr] | None = None
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=verb)) if verb in ADDERS:
                found = node, owner
            case ast.Assign(targets=[ast.Subscript(value=owner)]) | ast.AugAssign(target=owner):
                found = node, owner
        if found is not None and isinstance(found[1], ast.Name | ast.Attribute):
            function = case.source.function_of(node)
            name = found[1].id if isinstance(found[1], ast.Name) else f"….{found[1].attr}"
            if function is not None and name not in _made(function):
                yield found[0], name


def _made(function: Function) -> set[str]:
    """Return the names that are set in a function to begin with."""
    body = function.body if isinstance(function.body, list) else []
    set_here = [node for part in body for node in ast.walk(part)]
    names = {
        target.id
        for node in set_here
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    named = (node.target for node in set_here if isinstance(node, ast.AnnAssign))
    return names | {target.id for target in named if isinstance(target, ast.Name)}


def _runs_beside_itself(function: Function, seen: Seen) -> bool:
    """Tell whether the function ran several times at once; a plain one may be called as each task ends."""
    if isinstance(function, ast.AsyncFunctionDef):
        return seen.trace.overlap(seen.trace.calls(function.name)) > 1
    return len(seen.trace.own_tasks) > 1


def _ends(function: Function, seen: Seen) -> list[float]:
    calls = seen.trace.calls(function.name) if isinstance(function, ast.AsyncFunctionDef) else ()
    return sorted(call.end for call in calls)[:3]
