"""Errors that arose in what uses the answer, on no line of it, over an object that the answer has made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.rules.broken_off import not_awaitable
from grader.judge.rules.case import Case, Seen
from grader.judge.trace_ends import failures
from grader.model import RunError

PROTOCOL = ("__anext__", "__aenter__", "__aexit__")


@dataclass(frozen=True, kw_only=True)
class Outside:
    """One of them."""

    seen: Seen
    error: RunError

    @property
    def said(self) -> str:
        """Python's own words."""
        return f"{self.error.type}: {self.error.message}".removesuffix(": ")

    @property
    def not_awaitable(self) -> str | None:
        """The type of what `await` was given, when it raised because that cannot be awaited."""
        return not_awaitable(self.error)


def raised_outside(case: Case, *types: str) -> Iterator[Outside]:
    """Yield the errors of these types that ended a task or a call, and passed no line of the answer."""
    for seen in case.suspects:
        errors = [failure.error for failure in failures(seen.trace) if failure.place is None]
        whole = seen.run.error
        if whole is not None and whole.line is None:
            errors = [whole, *(error for error in errors if error.type != whole.type)]
        yield from (Outside(seen=seen, error=error) for error in errors if error.type in types)


def methods(case: Case, *names: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the methods of the answer's classes; those of these names, when there are any names."""
    for function in case.source.functions():
        in_class = isinstance(case.source.parent(function), ast.ClassDef)
        if in_class and not isinstance(function, ast.Lambda) and (not names or function.name in names):
            yield function
