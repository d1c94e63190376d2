"""Errors that tasks ended with in the runs in question, and what stands in the source where they arose."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case, Seen
from grader.judge.trace_ends import Failure, failures


@dataclass(frozen=True, kw_only=True)
class TaskFailure:
    """A task ended with an error.  node: what stands where it arose; around: that and all above it."""

    seen: Seen
    failure: Failure
    node: ast.AST
    around: tuple[ast.AST, ...]

    @property
    def python_says(self) -> str:
        """Python's own message."""
        return f"{self.failure.error.type}: {self.failure.error.message}"

    @property
    def when(self) -> float | None:
        """The moment the task ended with it."""
        return self.failure.task.ended


def task_failures(case: Case, *types: str) -> Iterator[TaskFailure]:
    """Yield the errors of these types with which tasks ended, in runs that a failed check looked at."""
    for seen in case.suspects:
        for failure in failures(seen.trace):
            node = case.source.node_at(failure.place) if failure.error.type in types else None
            if node is not None:
                around = (node, *case.source.above(node))
                yield TaskFailure(seen=seen, failure=failure, node=node, around=around)


def is_generator(case: Case, function: ast.AST | None) -> bool:
    """Whether an `async def` holds a `yield` of its own, and is thereby an asynchronous generator."""
    return isinstance(function, ast.AsyncFunctionDef) and any(
        isinstance(node, ast.Yield) and case.source.function_of(node) is function
        for node in ast.walk(function)
    )


def makes_generator(case: Case, node: ast.AST | None) -> bool:
    """Whether the node calls an asynchronous generator function of the file."""
    if not isinstance(node, ast.Call):
        return False
    return is_generator(case, case.source.function(case.source.names.last(node.func) or ""))


def looped_over(found: TaskFailure) -> tuple[ast.expr, bool] | None:
    """What the loop or comprehension goes over that the error came from, and whether it is `async for`.

    Python tells a loop's error at what it goes over, a comprehension's at the whole of it.
    """
    for node in found.around:
        if isinstance(node, ast.For | ast.AsyncFor):
            head = node is found.node or node.iter in found.around
            return (node.iter, isinstance(node, ast.AsyncFor)) if head else None
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            first, outside = node.generators[0], found.around[found.around.index(node) + 1]
            if not first.is_async and isinstance(outside, ast.AsyncFor) and outside.iter is node:
                continue  # the loop goes over what the comprehension has made
            return first.iter, bool(first.is_async)
        if isinstance(node, ast.stmt):
            return None
    return None
