"""Functions made in a loop all see the last value of its variable."""

import ast
from collections.abc import Iterable, Iterator
from typing import TypeVar

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.source import Comprehension, Function, Loop
from grader.judge.trace_names import is_called, split_call
from grader.judge.trace_records import Call

LEVEL = ESSENTIAL
T = TypeVar("T", bound=ast.AST)
SILENCES = ("fetched-twice", "fetch-not-called", "wrong-result")


def detect(case: Case) -> Iterable[Sighting]:
    for function, variable, inner in _closures(case):
        for seen in case.suspects:
            for calls in _alike(seen, inner):
                facts = [at(call.start, f"{code(call.name)} starts.") for call in calls[:3]]
                place = case.source.place_of(function)
                yield seen.sighting(place, facts, count=len(calls), variable=variable, what=calls[0].name)


def _closures(case: Case) -> Iterator[tuple[Function, str, set[str]]]:
    """Yield functions made in a loop that read its variable late, and what they call."""
    for node in case.source.nodes:
        if not isinstance(node, Function):
            continue
        around = case.source.loop_of(node) or case.source.comprehension_of(node)
        targets = _targets(around)
        if late := targets & _free(node) if targets else None:
            inner = {case.source.names.last(one.func) or "" for one in _inside(node, ast.Call)}
            yield node, min(late), inner - {""}


def _targets(around: Loop | Comprehension | None) -> set[str]:
    if isinstance(around, ast.For | ast.AsyncFor):
        parts: list[ast.AST] = [around.target]
    elif isinstance(around, Comprehension):
        parts = [part.target for part in around.generators]
    else:
        return set()
    return {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}


def _free(function: Function) -> set[str]:
    """Return the names a function's body reads and that are neither arguments nor set there."""
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    bound = {one.arg for one in (*every, arguments.vararg, arguments.kwarg) if one is not None}
    names = list(_inside(function, ast.Name))
    bound |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return {name.id for name in names if isinstance(name.ctx, ast.Load)} - bound


def _inside(function: Function, kind: type[T]) -> Iterator[T]:
    body = function.body if isinstance(function.body, list) else [function.body]
    return (node for part in body for node in ast.walk(part) if isinstance(node, kind))


def _alike(seen: Seen, names: set[str]) -> Iterator[list[Call]]:
    """Yield the calls of one of these functions when all of them, two or more, had the same arguments."""
    found: dict[str, list[Call]] = {}
    for call in (*seen.trace.calls(), *seen.trace.host_calls(), *_in_threads(seen)):
        if any(is_called(call.function, name) for name in names):
            found.setdefault(call.function, []).append(call)
    for calls in found.values():
        if len(calls) > 1 and calls[0].args and len({call.args for call in calls}) == 1:
            yield calls


def _in_threads(seen: Seen) -> Iterator[Call]:
    """Yield the calls of a function of the host's that threads waited in."""
    for thread in seen.trace.threads:
        for wait in thread.waits:
            function, args = split_call(wait.what)
            yield Call(
                start=wait.start,
                end=wait.end,
                function=function,
                name=wait.what,
                args=args,
                task=0,
                finished=True,
            )
