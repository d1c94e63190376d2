"""An asynchronous generator was closed before its end, and the tasks it had started went on without it."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.cancels import EVERYTHING
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.managers import blocks_around
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number
from grader.judge.trace_ends import left_alone, made_at
from grader.model import TaskRecord

LEVEL = ESSENTIAL
ENDING = (*EVERYTHING, "GeneratorExit", "builtins.GeneratorExit")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.questioned("cancellation"):
        left = list(_left(seen))
        for function, node in _unprotected(case):
            lines = range(function.lineno, (function.end_lineno or function.lineno) + 1)
            made = [task for task in left if task.line in lines]
            if not made:
                continue
            count, name, line = len(made), function.name, made[0].line
            them = "one of its tasks still runs" if count == 1 else f"{number(count)} of its tasks still run"
            facts = (
                at(made[0].created, f"{code(name)} starts tasks on line {line}."),
                at(seen.trace.duration, f"It has been left at its {code('yield')}; {them}."),
            )
            yield seen.sighting(case.source.place_of(node), facts, name=f"{name}()", count=count)


def _left(seen: Seen) -> Iterator[TaskRecord]:
    """Yield the tasks that were still alive at the end, that somebody had waited for and nobody cancelled."""
    asked = {request.task for request in seen.trace.cancellations if request.by is not None}
    alone = {task.id for task in left_alone(seen.trace)}
    for task in seen.trace.tasks:
        if task.id in seen.trace.pending and task.id not in asked | alone and made_at(seen.trace, task):
            yield task


def _unprotected(case: Case) -> Iterator[tuple[ast.AsyncFunctionDef, ast.Yield]]:
    """Yield the asynchronous generators none of whose yields has a clean-up around it, each with a yield."""
    found: dict[ast.AsyncFunctionDef, list[ast.Yield]] = {}
    for node in case.source.nodes:
        function = case.source.function_of(node) if isinstance(node, ast.Yield) else None
        if isinstance(node, ast.Yield) and isinstance(function, ast.AsyncFunctionDef):
            found.setdefault(function, []).append(node)
    for function, yields in found.items():
        if not any(_is_cleaned(case, node, function) for node in yields):
            yield function, yields[0]


def _is_cleaned(case: Case, node: ast.Yield, function: ast.AsyncFunctionDef) -> bool:
    """Tell whether something is carried out when the generator is closed at this yield."""
    for block in blocks_around(case, node):
        if block.finalbody or any(_takes_the_end(case, handler) for handler in block.handlers):
            return True
    managed = (up for up in case.source.above(node) if isinstance(up, ast.With | ast.AsyncWith))
    return any(case.source.function_of(up) is function for up in managed)


def _takes_the_end(case: Case, handler: ast.ExceptHandler) -> bool:
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or case.source.names.dotted(one) in ENDING for one in types)
