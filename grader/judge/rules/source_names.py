"""What the names in a source stand for: through imports, aliases, from-imports and partial.

Scopes are not told apart: names are looked up only to find words for what a run has shown.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

MAX_STEPS = 20
_KINDS: dict[type[ast.AST], str] = {
    ast.List: "list", ast.ListComp: "list", ast.Tuple: "tuple", ast.Set: "set", ast.SetComp: "set",
    ast.Dict: "dict", ast.DictComp: "dict", ast.GeneratorExp: "generator", ast.Lambda: "function",
    ast.Await: "awaited", ast.Constant: "constant",
}  # fmt: skip
_MAKERS = {"list": "list", "sorted": "list", "tuple": "tuple", "set": "set", "frozenset": "set",
           "dict": "dict", "map": "map", "zip": "zip", "filter": "filter"}  # fmt: skip


def bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what an assignment gives values to, each with its value: `a, b = 1, 2` are two of them."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _pairs(target, value)
        case (
            ast.AnnAssign(target=target, value=ast.expr() as value)
            | ast.NamedExpr(target=target, value=value)
        ):
            yield target, value


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    many = isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List)
    if not many:
        yield target, value
        return
    targets, values = target.elts, value.elts  # type: ignore[attr-defined]
    if len(targets) == len(values) and not any(isinstance(one, ast.Starred) for one in (*targets, *values)):
        for one, its in zip(targets, values, strict=True):
            yield from _pairs(one, its)


class Names:
    """The names of one source.  nodes: every node of its tree."""

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        self._imports: dict[str, str] = {}
        self._values: dict[str, list[ast.expr]] = {}
        self._functions: dict[str, bool] = {}  # name -> is it `async def`
        self._read: set[str] = set()
        for node in nodes:
            self._note(node)

    def _note(self, node: ast.AST) -> None:
        match node:
            case ast.Import(names=names):
                for alias in names:
                    top = alias.name.partition(".")[0]
                    self._imports[alias.asname or top] = alias.name if alias.asname else top
            case ast.ImportFrom(module=str(module), names=names, level=0):
                self._imports.update({a.asname or a.name: f"{module}.{a.name}" for a in names})
            case ast.Assign() | ast.AnnAssign() | ast.NamedExpr():
                for target, value in bindings(node):
                    if isinstance(target, ast.Name):
                        self._values.setdefault(target.id, []).append(value)
            case ast.FunctionDef(name=name):
                self._functions[name] = False
            case ast.AsyncFunctionDef(name=name):
                self._functions[name] = True
            case ast.Name(id=name, ctx=ast.Load()):
                self._read.add(name)

    def is_read(self, name: str) -> bool:
        """Whether anything in the file reads the name."""
        return name in self._read

    def values(self, name: str) -> tuple[ast.expr, ...]:
        """Everything that is assigned to the name."""
        return tuple(self._values.get(name, ()))

    def behind(self, node: ast.expr) -> ast.expr:
        """The expression a name was last given, through further names; other nodes as they are."""
        for _ in range(MAX_STEPS):
            if not (isinstance(node, ast.Name) and self._values.get(node.id)):
                break
            node = self._values[node.id][-1]
        return node

    def dotted(self, node: ast.expr, steps: int = MAX_STEPS) -> str | None:
        """The full name of what an expression stands for: `asyncio.sleep`, `fetch_data`."""
        attributes: list[str] = []
        while isinstance(node, ast.Attribute) and len(attributes) < MAX_STEPS:
            attributes.append(node.attr)
            node = node.value
        if isinstance(node, ast.Call):
            inner = self.dotted(node.func, steps - 1) if steps else None
            if inner == "functools.partial" and node.args and not attributes:
                return self.dotted(node.args[0], steps - 1)
            head = f"{inner}()" if inner else None
        elif isinstance(node, ast.Name):
            head = self._head(node.id, steps)
        else:
            head = None
        return ".".join([head, *reversed(attributes)]) if head is not None else None

    def _head(self, name: str, steps: int) -> str:
        if name in self._imports:
            return self._imports[name]
        values = self._values.get(name, ())
        if steps and len(values) == 1 and name not in self._functions:
            return self.dotted(values[0], steps - 1) or name
        return name

    def last(self, node: ast.expr) -> str | None:
        """The last part of what an expression stands for: `create_task`, `fetch_data`."""
        dotted = self.dotted(node)
        return dotted.rpartition(".")[2] if dotted else None

    def alias(self, name: str) -> str:
        """The function that a name of the file was set equal to; the name itself when it was not."""
        return self._head(name, MAX_STEPS).rpartition(".")[2]

    def is_async(self, node: ast.expr) -> bool:
        """Whether an expression names an `async def` function of the file."""
        return self._functions.get(self.last(node) or "", False)

    def is_function(self, node: ast.expr) -> bool:
        """Whether an expression names a function of the file, or is a lambda."""
        node = self.behind(node)
        return isinstance(node, ast.Lambda) or (self.last(node) or "") in self._functions

    def kind(self, node: ast.expr) -> str | None:
        """What an expression gives, as far as the text tells: "list", "generator", "coroutine" ...

        "function" for one that is not called, "awaited" for `await ...`; None when it cannot be told.
        """
        node = self.behind(node)
        if isinstance(node, ast.Call):
            if self.is_async(node.func):
                return "coroutine"
            return _MAKERS.get(self.dotted(node.func) or "")
        if isinstance(node, ast.Name | ast.Attribute):
            return "function" if self.is_function(node) else None
        return _KINDS.get(type(node))
