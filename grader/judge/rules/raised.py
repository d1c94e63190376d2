"""Errors that ended a task, with the piece of source that raised each of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case, Seen
from grader.judge.trace_ends import Failure, failures


@dataclass(frozen=True, kw_only=True)
class Raised:
    """One of them.  node: what stands where it was raised; around: it and the nodes that hold it."""

    seen: Seen
    failure: Failure
    node: ast.AST
    around: tuple[ast.AST, ...]

    @property
    def when(self) -> float | None:
        """The second at which the task ended with it."""
        return self.failure.task.ended

    @property
    def python_says(self) -> str:
        """Python's own words."""
        return f"{self.failure.error.type}: {self.failure.error.message}".removesuffix(": ")


def raised(case: Case, *types: str) -> Iterator[Raised]:
    """Yield every error of these types that ended a task in a run that a failed check looked at."""
    for seen in case.suspects:
        for failure in failures(seen.trace):
            node = case.source.node_at(failure.place) if failure.error.type in types else None
            if node is not None:
                around = (node, *case.source.above(node))
                yield Raised(seen=seen, failure=failure, node=node, around=around)
