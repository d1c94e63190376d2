"""Tell a file that nobody has begun to fill in: every function in it still does nothing.

Decides no point; it only says which words a report begins with.  A learner edits the stub in place, so
there is no untouched copy to compare with: a stub is known by its form.
"""

from __future__ import annotations

import ast

_LARGEST = 100_000  # characters; no stub is longer, and the text may be anybody's


def is_untouched(source: str) -> bool:
    """Return whether the text defines functions and none of them has a body of its own yet."""
    if len(source) > _LARGEST:
        return False
    try:
        functions = _functions(ast.parse(source).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(functions) and all(map(_does_nothing, functions))


def _functions(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    found: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            found += _functions(statement.body)
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.append(statement)
    return found


def _does_nothing(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return all(map(_is_placeholder, function.body))


def _is_placeholder(statement: ast.stmt) -> bool:
    """A docstring, `...`, `pass`, or `raise NotImplementedError`."""
    if isinstance(statement, ast.Pass):
        return True
    if isinstance(statement, ast.Raise):
        return "NotImplemented" in ast.dump(statement)
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
