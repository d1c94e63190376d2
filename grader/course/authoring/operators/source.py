"""A program's text with its tree, and changes to the text by the places of nodes.

Text is changed, not the tree: a mutant keeps the comments, the lines and the manner of what it was made from.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """New text for a stretch of the old one, in bytes as `ast` counts them."""

    start: int
    end: int
    text: str


Change = tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One kind of mistake to make.

    quiet: it shows only on an occasion (an error, a cancellation, a full semaphore).  Equal traces then mean
    that the suite gives no such occasion, not that the mutant is right.
    """

    name: str
    says: str
    changes: Callable[[Source, ast.AST], Iterator[Change]]
    quiet: bool = False


def operator(*, quiet: bool = False) -> Callable[[Callable[[Source, ast.AST], Iterator[Change]]], Operator]:
    """Make an operator of a function: its name with dashes, the first sentence of its docstring."""

    def make(changes: Callable[[Source, ast.AST], Iterator[Change]]) -> Operator:
        says = (changes.__doc__ or "").partition("\n")[0]
        return Operator(
            name=changes.__name__.strip("_").replace("_", "-"), says=says, changes=changes, quiet=quiet
        )

    return make


class Source:
    """A text that parses.  Raises SyntaxError."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self.nodes = tuple(ast.walk(self.tree))
        self._bytes = text.encode()
        self._lines = [0]
        for line in self._bytes.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._parents = {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    # ---- where things are ----------------------------------------------------------------------

    def parent(self, node: ast.AST) -> ast.AST | None:
        return self._parents.get(node)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what a node lies in, innermost first."""
        while (above := self._parents.get(node)) is not None:
            yield above
            node = above

    def function(self, node: ast.AST) -> Function | None:
        """Return the function whose code a node is."""
        return next((above for above in self.around(node) if isinstance(above, Function)), None)

    def may_await(self, node: ast.AST) -> bool:
        return isinstance(self.function(node), ast.AsyncFunctionDef)

    def statement(self, node: ast.AST) -> ast.stmt:
        """Return the innermost statement with the node in it."""
        return next(each for each in (node, *self.around(node)) if isinstance(each, ast.stmt))

    def span(self, node: ast.AST) -> tuple[int, int]:
        start = self._lines[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self._lines[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return start, end

    def of(self, node: ast.AST) -> str:
        """Return a node's own text."""
        start, end = self.span(node)
        return self._bytes[start:end].decode()

    def at(self, place: int) -> ast.AST:
        """Return the innermost node around a place."""
        around = [node for node in self.nodes if hasattr(node, "lineno") and self._holds(node, place)]
        return min(
            around, key=lambda node: self.span(node)[1] - self.span(node)[0], default=self.tree.body[0]
        )

    def _holds(self, node: ast.AST, place: int) -> bool:
        start, end = self.span(node)
        return start <= place < end

    def between(self, start: int, end: int) -> str:
        return self._bytes[start:end].decode()

    def indent(self, node: ast.AST) -> str:
        return " " * int(getattr(node, "col_offset", 0))

    def line_of(self, offset: int) -> int:
        """Return the number of the line that a place is on."""
        return next(
            number
            for number, start in enumerate(self._lines[1:], 1)
            if offset < start or start == self._lines[-1]
        )

    # ---- changes -------------------------------------------------------------------------------

    def swap(self, node: ast.AST, text: str) -> Change:
        """Put other text in a node's place."""
        start, end = self.span(node)
        return (Edit(start=start, end=end, text=text),)

    def header(self, node: ast.With | ast.AsyncWith | ast.For | ast.AsyncFor, text: str) -> Change:
        """Put other text in the place of a compound statement's first line, up to its colon."""
        start, _ = self.span(node)
        return (Edit(start=start, end=self.colon(node), text=text),)

    def colon(self, node: ast.With | ast.AsyncWith | ast.For | ast.AsyncFor) -> int:
        """Return where the colon of a compound statement is."""
        last = node.iter if isinstance(node, (ast.For, ast.AsyncFor)) else node.items[-1]
        if isinstance(last, ast.withitem):
            last = last.optional_vars or last.context_expr
        return self._bytes.index(b":", self.span(last)[1])

    def changed(self, edits: Iterable[Edit]) -> str:
        """Return the text with the edits made."""
        data = self._bytes
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            data = data[: edit.start] + edit.text.encode() + data[edit.end :]
        return data.decode()


def is_call(node: ast.AST | None, *names: str) -> bool:
    """Tell whether a node calls one of the names: `gather()` as well as `asyncio.gather()`."""
    return isinstance(node, ast.Call) and callee(node) in names


def callee(node: ast.Call) -> str:
    """Return the last part of the called name: "gather" for `asyncio.gather()`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def keyword(node: ast.Call, name: str) -> ast.keyword | None:
    return next((each for each in node.keywords if each.arg == name), None)
