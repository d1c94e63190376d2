"""Errors that ended something, each with what stands in the source where it was raised."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case, Seen
from grader.judge.trace_ends import Failure, failures, made_at
from grader.model import Place, RunError

_NOT_AWAITABLE = re.compile(
    r"object (\S+) can't be used in 'await' expression|'(\S+)' object can't be awaited"
)


@dataclass(frozen=True, kw_only=True)
class Raised:
    """One of them.  node: the smallest piece of source known to have raised it; in_task: a loop ran."""

    seen: Seen
    error: RunError
    place: Place | None
    node: ast.AST | None
    in_task: bool

    @property
    def said(self) -> str:
        """Python's own words."""
        return f"{self.error.type}: {self.error.message}".removesuffix(": ")

    @property
    def not_awaitable(self) -> str | None:
        """The type of what `await` was given, when it raised because that cannot be awaited."""
        return not_awaitable(self.error)

    @property
    def used_twice(self) -> bool:
        """Whether it says that a coroutine object was given out for a second time."""
        words = self.error.message
        return self.error.type == "RuntimeError" and "already" in words and "await" in words

    @property
    def calls(self) -> tuple[ast.Call, ...]:
        """The calls that may have raised it: the one that stands there, or all of its line."""
        if isinstance(self.node, ast.Call):
            return (self.node,)
        if self.place is None or self.place.column is not None or self.node is None:
            return ()
        found = (node for node in ast.walk(self.node) if isinstance(node, ast.Call))
        return tuple(call for call in found if call.lineno == self.place.line)


def not_awaitable(error: RunError) -> str | None:
    """Return the type of what `await` was given, when the error says that it cannot be awaited."""
    found = _NOT_AWAITABLE.search(error.message) if error.type == "TypeError" else None
    return (found[1] or found[2]) if found else None


def raised(case: Case, *types: str) -> Iterator[Raised]:
    """Yield the errors of these types that ended a task or a call in a run that a failed check looked at."""
    for seen in case.suspects:
        known: set[tuple[str, int | None]] = set()
        for failure in failures(seen.trace):
            place = failure.place
            known.add((failure.error.type, place.line if place else None))
            if failure.error.type in types:
                where = place or made_at(seen.trace, failure.task)
                node = case.source.node_at(place)
                yield Raised(seen=seen, error=_whole(seen, failure), place=where, node=node, in_task=True)
        error = seen.run.error
        if error is not None and error.type in types and (error.type, error.line) not in known and error.line:
            place = Place(file="", line=error.line, function=error.function or "")
            node = case.source.node_at(place)
            alive = any(task.how == "left" for task in seen.trace.tasks)  # an error that tore down its loop
            yield Raised(seen=seen, error=error, place=place, node=node, in_task=alive)


def _whole(seen: Seen, failure: Failure) -> RunError:
    """Return the error with its whole message: the events keep only the beginning of a long one."""
    error, line = seen.run.error, failure.place.line if failure.place else None
    same = error is not None and (error.type, error.line) == (failure.error.type, line)
    return error if error is not None and same else failure.error
