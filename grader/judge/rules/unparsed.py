"""Places where `await` stands and may not: Python does not load such a file."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.source import Function

_WORDS: dict[type[ast.AST], str] = {
    ast.Await: "await", ast.AsyncFor: "async for", ast.AsyncWith: "async with",
    ast.comprehension: "async for",
}  # fmt: skip


def misplaced(case: Case) -> Iterator[tuple[Seen, ast.AST, str, Function | None]]:
    """Yield every await outside of `async def`, with its keyword and the function it stands in.

    Nothing, unless it was one of them that kept the file from being loaded.
    """
    seen = next((one for one in case.runs if one.run.error and one.run.error.type == "SyntaxError"), None)
    error = seen.run.error if seen is not None else None
    if seen is None or error is None:
        return
    found = [(node, word, case.source.function_of(node)) for node, word in _awaits(case)]
    outside = [one for one in found if not isinstance(one[2], ast.AsyncFunctionDef)]
    first = next((one for one in outside if getattr(one[0], "lineno", 0) == error.line), None)
    if first is not None:
        yield from ((seen, *one) for one in outside if (one[2] is None) == (first[2] is None))


def _awaits(case: Case) -> Iterator[tuple[ast.AST, str]]:
    for node in case.source.nodes:
        if isinstance(node, ast.comprehension):
            if node.is_async:
                yield node.iter, "async for"
        elif type(node) in _WORDS:
            yield node, _WORDS[type(node)]
