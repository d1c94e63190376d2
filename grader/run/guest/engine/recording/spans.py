"""Which piece of source text an instruction stands for, the same in every version of Python.

CPython keeps a span for every instruction.  Those of `async with`, `for` and `async for` changed: up to
3.12 the instructions of their heads span the whole statement, body and all, and `async for` still does.
Here they span the expression in the head, as 3.13 has it for most: `async with` **this** `as x:`.
"""

from __future__ import annotations

from collections.abc import Iterator
from opcode import opmap
from types import CodeType

Span = tuple[int | None, int | None, int | None, int | None]  # line, end line, column, end column (from 0)
_NOWHERE: Span = (None, None, None, None)

# The instruction that takes the expression of a head, and the one after it that carries the statement's
# span.  In comprehensions something stands between: their span is their own.
_HEADS = {
    opmap.get(take, -1): opmap.get(carry, -1)
    for take, carry in (
        ("BEFORE_ASYNC_WITH", "BEFORE_ASYNC_WITH"),
        ("GET_ITER", "FOR_ITER"),
        ("GET_AITER", "GET_ANEXT"),
    )
}
_SILENT = {opmap.get("CACHE", 0), opmap["EXTENDED_ARG"]}


def spans(code: CodeType) -> list[Span]:
    """Return the span of every instruction, by its index (half of `f_lasti`); of one without, that of the
    one before it."""
    heads, found, last = _spans_of_heads(code), [], _NOWHERE
    for index, one in enumerate(code.co_positions()):
        if one[0] is not None:  # up to 3.12, jumps back to the head of a loop may have none of their own
            last = one
        exact = last
        for start, head in heads.get(last, ()) if heads else ():
            if start <= index:
                exact = head
        found.append(exact)
    return found


def start(code: CodeType) -> Span:
    """Return the span of code that has not run its first instruction."""
    return code.co_firstlineno, None, None, None


def _spans_of_heads(code: CodeType) -> dict[Span, list[tuple[int, Span]]]:
    """Find the heads of statements: by a statement's span, the spans of their expressions, each with
    the index of the instruction from which on it holds."""
    found: dict[Span, list[tuple[int, Span]]] = {}
    before: Span | None = None
    pending: tuple[int, Span] | None = None
    for index, operation, span in _instructions(code):
        if pending is not None and operation == pending[0]:
            found.setdefault(span, []).append((index, pending[1]))
        pending = None
        carry = _HEADS.get(operation)
        if carry == operation and before is not None:
            found.setdefault(span, []).append((index, before))
        elif carry is not None and before is not None:
            pending = carry, before
        before = span
    return found


def _instructions(code: CodeType) -> Iterator[tuple[int, int, Span]]:
    operations = code.co_code[::2]
    for index, (operation, span) in enumerate(zip(operations, code.co_positions(), strict=False)):
        if operation not in _SILENT:
            yield index, operation, span
