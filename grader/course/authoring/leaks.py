"""Find lines of the key in what a learner gets to read.

Titles, facts and advice are there to be read; the code around them is not.  A line of code of the hidden
suite or of the solution that stands in a report, and neither in the answer nor in the exercise, got there
by mistake: `repr` of something, a source text, a traceback.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from grader.course.authoring.bench import Leak

_SHORTEST = 25  # characters; a shorter line may be anybody's
_TEXT_ONLY = re.compile(r"""[rfbRFB]*(["']).*\1[,)]*""")


def leaks(document: str, source: str, key: dict[str, str], public: str) -> tuple[Leak, ...]:
    """Return the lines of the key's files that stand in a report.

    document: the report as JSON, which holds whatever any format shows.  source: the answer.  key: hidden
    texts by the names of their files.  public: what a learner has read anyway.
    """
    shown = "\n".join(_strings(json.loads(document)))
    found: dict[str, Leak] = {}
    for name, text in key.items():
        for line, number in _hidden_lines(text):
            if line in shown and line not in source and line not in public:
                found.setdefault(line, Leak(text=line, file=name, line=number))
    return tuple(found.values())


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


@cache
def _hidden_lines(text: str) -> tuple[tuple[str, int], ...]:
    """Return the lines nobody is to read: the code, and every text in it that no check shows."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ()
    shown = {number for node in _texts(tree) for number in range(node.lineno, (node.end_lineno or 0) + 1)}
    docstrings = {number for node in _own_docstrings(tree) for number in _span(node)}
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip().strip('"') if number in docstrings else line.strip()
        secret = number in docstrings or not (number in shown or _TEXT_ONLY.fullmatch(bare))
        if secret and len(bare) >= _SHORTEST:
            found.append((bare, number))
    return tuple(found)


def _texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every text over several lines: its inner lines look like lines of code, and a check may show them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.end_lineno != node.lineno:
            yield node


def _own_docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """The docstrings of everything but the checks, whose docstrings are their titles."""
    for node in ast.walk(tree):
        documented = isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        if documented and not _is_check(node) and ast.get_docstring(node):  # type: ignore[arg-type]
            yield node.body[0]  # type: ignore[attr-defined]


def _is_check(node: Any) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test")


def _span(node: Any) -> range:
    return range(node.lineno, node.end_lineno + 1)
