"""The learner's source, read only to locate and to word what a run has shown.

The text is hostile: what cannot be parsed, or is too long or too deep, simply has no tree, and every
question then answers "not known".  Places speak the trace's language: lines and columns from 1,
columns in bytes, ends exclusive.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from functools import cached_property

from grader.judge.rules.source_names import Names
from grader.model import Place

MAX_TEXT = 100_000
FEW_LINES = 40
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Loop = ast.For | ast.AsyncFor | ast.While
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Source:
    """The text of a submission, and what stands where in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self._found: dict[Place, ast.AST | None] = {}  # by `node_at`: rules ask for the same places again

    @cached_property
    def tree(self) -> ast.Module | None:
        """The parsed text; None when Python cannot read it, or nobody should try."""
        if len(self.text) > MAX_TEXT:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # "invalid escape sequence" is for another reader
                return ast.parse(self.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, outer ones first."""
        return tuple(ast.walk(self.tree)) if self.tree is not None else ()

    @cached_property
    def _parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    @cached_property
    def _owners(self) -> dict[ast.AST, Function | None]:
        owners: dict[ast.AST, Function | None] = {}
        for child, node in self._parents.items():  # outer ones first
            owners[child] = node if isinstance(node, Function) else owners.get(node)
        return owners

    @cached_property
    def _functions(self) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
        return tuple(node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    @cached_property
    def _calls(self) -> tuple[tuple[str | None, ast.Call], ...]:
        return tuple(
            (self.names.dotted(node.func), node) for node in self.nodes if isinstance(node, ast.Call)
        )

    @cached_property
    def names(self) -> Names:
        """What the names in the text stand for."""
        return Names(self.nodes)

    # ---- from a place to a node ----------------------------------------------------------------

    def node_at(self, place: Place | None) -> ast.AST | None:
        """The smallest node that spans the place; the innermost statement when only its line is known."""
        if place is not None and place not in self._found:
            self._found[place] = self._smallest(place)
        return None if place is None else self._found[place]

    def _smallest(self, place: Place) -> ast.AST | None:
        start = (place.line, place.column or 0)
        end = (place.end_line or place.line, place.end_column or 0)
        found: ast.AST | None = None
        for node in (*self._long, *self._short.get(place.line, ())):
            span = _span(node)
            if span is None or (place.column is None and not isinstance(node, ast.stmt)):
                continue
            inside = span[0] <= start and end <= span[1] if place.column else _covers(span, place.line)
            if inside and (found is None or _is_within(span, _span(found))):
                found = node
        return found

    @cached_property
    def _long(self) -> tuple[ast.AST, ...]:
        """The nodes of many lines: outer ones first, and none of them within one of few lines."""
        return tuple(node for node in self.nodes if len(_lines(node)) > FEW_LINES)

    @cached_property
    def _short(self) -> dict[int, list[ast.AST]]:
        """The nodes of few lines, by each of these; outer ones first."""
        found: dict[int, list[ast.AST]] = {}
        for node in self.nodes:
            lines = _lines(node)
            for line in lines if len(lines) <= FEW_LINES else ():
                found.setdefault(line, []).append(node)
        return found

    def call_at(self, place: Place | None, name: str | None = None) -> ast.Call | None:
        """The call that stands at the place, or around it; on a mere line, the one of that name."""
        if place is None or place.column is None:
            return self._call_on(place.line, name) if place is not None else None
        node = self.node_at(place)
        if isinstance(node, ast.Await):
            node = node.value
        while node is not None and not isinstance(node, ast.Call | ast.stmt):
            node = self.parent(node)
        return node if isinstance(node, ast.Call) else None

    def _call_on(self, line: int, name: str | None) -> ast.Call | None:
        calls = [
            node
            for node in self.nodes
            if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or node.lineno)
        ]
        named = [call for call in calls if name is not None and self.names.last(call.func) == name]
        near = [call for call in named if call.lineno == line]
        found = near or named or (calls if len(calls) == 1 else [])
        return found[0] if found else None

    def place_of(self, node: ast.AST | None) -> Place | None:
        """The place of a node; of a function or another statement with a body, only its head."""
        span = _span(node) if node is not None else None
        if node is None or span is None:
            return None
        (line, column), (end_line, end_column) = span
        body = getattr(node, "body", None)
        if isinstance(body, list) and body:
            text = self.lines[line - 1].rstrip() if line <= len(self.lines) else ""
            end_line, end_column = line, len(text.encode()) + 1
        owner = self.function_of(node)
        return Place(
            file="",
            line=line,
            function=getattr(owner, "name", ""),
            column=column,
            end_line=end_line,
            end_column=end_column,
        )

    def characters(self, line: int, column: int | None) -> int | None:
        """Turn a column counted in bytes into one counted in characters."""
        if column is None or not 0 < line <= len(self.lines):
            return None
        return len(self.lines[line - 1].encode()[: column - 1].decode(errors="ignore")) + 1

    # ---- around a node -------------------------------------------------------------------------

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that holds this one."""
        return self._parents.get(node)

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around this one, from the inside out."""
        while (up := self._parents.get(node)) is not None:
            yield up
            node = up

    def function_of(self, node: ast.AST) -> Function | None:
        """The function whose body the node stands in."""
        return self._owners.get(node)

    def loop_of(self, node: ast.AST) -> Loop | None:
        """The loop in the same function that carries out the node again and again."""
        below = node
        for up in self.above(node):
            if isinstance(up, Function):
                return None
            if isinstance(up, Loop) and (
                below in up.body or (isinstance(up, ast.While) and below is up.test)
            ):
                return up
            below = up
        return None

    def comprehension_of(self, node: ast.AST) -> Comprehension | None:
        """The comprehension in the same function that carries out the node again and again."""
        below = node
        for up in self.above(node):
            if isinstance(up, Function):
                return None
            if isinstance(up, Comprehension) and not (
                isinstance(below, ast.comprehension) and below is up.generators[0]
            ):
                return up
            below = up
        return None

    def is_dropped(self, node: ast.AST) -> bool:
        """Whether nothing is ever done with the value: a statement by itself, or a name never read."""
        for up in self.above(node):
            if isinstance(up, ast.Expr):
                return True
            if isinstance(up, ast.Assign | ast.AnnAssign):
                targets = up.targets if isinstance(up, ast.Assign) else [up.target]
                return all(isinstance(one, ast.Name) and not self.names.is_read(one.id) for one in targets)
            if not isinstance(up, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.List | ast.Tuple):
                return False
        return False

    # ---- all of a kind -------------------------------------------------------------------------

    def calls_to(self, *dotted: str) -> tuple[ast.Call, ...]:
        """Every call of one of these functions, `asyncio.gather`, under whatever name it goes here."""
        return tuple(node for name, node in self._calls if name in dotted)

    def functions(self, name: str | None = None) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
        """The functions of the file, or those of that name."""
        return tuple(node for node in self._functions if name in (None, node.name))

    def function(self, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The function that a name stands for, through `main = run_all` and decorators."""
        return next(iter(self.functions(self.names.alias(name))), None)


Point = tuple[int, int]


def _span(node: ast.AST | None) -> tuple[Point, Point] | None:
    line, end_line = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
    if line is None or end_line is None:
        return None
    return (line, node.col_offset + 1), (end_line, node.end_col_offset + 1)  # type: ignore[union-attr]


def _lines(node: ast.AST) -> range:
    span = _span(node)
    return range(span[0][0], span[1][0] + 1) if span is not None else range(0)


def _covers(span: tuple[Point, Point], line: int) -> bool:
    return span[0][0] <= line <= span[1][0]


def _is_within(span: tuple[Point, Point], outer: tuple[Point, Point] | None) -> bool:
    return outer is not None and outer[0] <= span[0] and span[1] <= outer[1]
