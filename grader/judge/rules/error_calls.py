"""Errors that ended a task or the whole call, each with the call of the learner's that raised it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case, Seen
from grader.judge.trace_ends import failures
from grader.model import Place, RunError


@dataclass(frozen=True, kw_only=True)
class ErrorCall:
    """One of them.  call: the innermost call in the learner's own lines, where the place tells.

    task: number of the task it was raised in; None when it came from outside any coroutine.
    """

    seen: Seen
    error: RunError
    place: Place | None
    call: ast.Call | None
    task: int | None = None
    coroutine: str = ""

    @property
    def in_task(self) -> bool:
        """Whether a task ended with it."""
        return self.task is not None

    @property
    def moment(self) -> float | None:
        """When it was raised."""
        record = self.seen.trace.task(self.task)
        return self.seen.run.elapsed if record is None else record.ended

    @property
    def says(self) -> str:
        """Python's own message."""
        return f"{self.error.type}: {self.error.message}".removesuffix(": ")


def error_calls(case: Case, *types: str) -> Iterator[ErrorCall]:
    """Yield every error of one of these types in the runs that a failed check looked at."""
    for seen in case.suspects:
        lines = set()
        for failure in failures(seen.trace):
            if failure.error.type in types:
                lines.add(failure.place.line if failure.place is not None else None)
                yield ErrorCall(
                    seen=seen,
                    error=failure.error,
                    place=failure.place,
                    call=case.source.call_at(failure.place),
                    task=failure.task.id,
                    coroutine=failure.task.coroutine,
                )
        for error in _members(seen.run.error):
            line = error.line or (seen.run.error.line if seen.run.error else None)
            if error.type in types and line is not None and error.line not in lines:
                place = Place(file="", line=line, function=error.function or "")
                task = None if error is seen.run.error else seen.trace.main_id
                yield ErrorCall(seen=seen, error=error, place=place, call=None, task=task)


def calls_on(case: Case, one: ErrorCall) -> Iterator[ast.Call]:
    """Yield the call that raised the error, or, where only its line is known, every call there.

    Of a member of a group of errors not even that is known: it came from within the group's statement.
    """
    if one.call is not None:
        yield one.call
        return
    around = case.source.node_at(one.place)
    line = one.place.line if one.place is not None and one.error.line else None
    for node in ast.walk(around) if around is not None else ():
        if isinstance(node, ast.Call) and (line is None or _is_on(node, line)):
            yield node


def _is_on(node: ast.Call, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _members(error: RunError | None) -> Iterator[RunError]:
    """Yield the error, and those that a group of errors holds."""
    if error is not None:
        yield error
        for member in error.exceptions:
            yield from _members(member)
