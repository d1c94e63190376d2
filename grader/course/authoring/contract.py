"""Read the contract of an exercise from its stub, and find it again in its README.

The contract is what the stub defines at its top level and does not begin with an underscore: functions,
and classes with their public methods.  A README names a function when code in it has the function's name
with the same parameters.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

_CODE = re.compile(
    r"^(```|~~~)[^\n]*\n(?P<block>.*?)^\1|(?<!`)`(?P<span>[^`\n]+)`(?!`)", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A function or class of the contract.

    written: as the stub writes it.  owner: its class.  needed: parameters without a default.
    """

    name: str
    parameters: tuple[str, ...]
    written: str
    line: int
    owner: str = ""
    needed: int = 0


def contract(stub: str) -> tuple[Part, ...]:
    """Return the parts of a stub's contract.  Raises SyntaxError."""
    return tuple(part for node in ast.parse(stub).body for part in _parts(node))


def _parts(node: ast.stmt, owner: str = "") -> Iterator[Part]:
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not owner:
        methods = [part for inner in node.body for part in _parts(inner, node.name)]
        made = next((part.parameters for part in methods if part.name == "__init__"), ())
        yield Part(name=node.name, parameters=made, written=f"class {node.name}", line=node.lineno)
        yield from (part for part in methods if part.name != "__init__")
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (
        not node.name.startswith("_") or node.name == "__init__"
    ):
        yield _function(node, owner)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, owner: str) -> Part:
    word = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return Part(
        name=node.name,
        parameters=_names(node.args)[1 if owner else 0 :],
        written=f"{word} {node.name}({ast.unparse(node.args)}){returns}",
        line=node.lineno,
        owner=owner,
        needed=_needed(node.args),
    )


def _needed(arguments: ast.arguments) -> int:
    plain = len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)
    return plain + sum(default is None for default in arguments.kw_defaults)


def _names(arguments: ast.arguments) -> tuple[str, ...]:
    plain = [*arguments.posonlyargs, *arguments.args]
    star = [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    double = [f"**{arguments.kwarg.arg}"] if arguments.kwarg else []
    return (*(one.arg for one in plain), *star, *(one.arg for one in arguments.kwonlyargs), *double)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in a README's code where a name is followed by parameters."""

    parameters: tuple[str, ...]
    written: str
    line: int


def mentions(readme: str, name: str) -> tuple[Mention, ...]:
    """Return every place in the code of a README that gives parameters to a name."""
    found = []
    for start, code in _code(readme):
        for hit in re.finditer(rf"\b{re.escape(name)}\s*(?=\()", code):
            inside = _inside(code, hit.end())
            parameters = _parsed(inside)
            if parameters is not None:
                line = readme.count("\n", 0, start + hit.start()) + 1
                found.append(Mention(parameters=parameters, written=f"{name}({inside})", line=line))
    return tuple(found)


def names_class(readme: str, name: str) -> bool:
    """Return whether code of a README has `class Name`."""
    return any(re.search(rf"\bclass\s+{re.escape(name)}\b", code) for _, code in _code(readme))


def _code(readme: str) -> Iterator[tuple[int, str]]:
    """Return code blocks and code in sentences, each with where it begins."""
    for hit in _CODE.finditer(readme):
        yield hit.start(hit.lastgroup or 0), hit[hit.lastgroup or 0]


def _inside(code: str, opening: int) -> str:
    """Return what stands between a bracket and the one that closes it."""
    depth = 0
    for place in range(opening, len(code)):
        depth += (code[place] in "([{") - (code[place] in ")]}")
        if depth == 0:
            return " ".join(code[opening + 1 : place].split())
    return code[opening + 1 :]


def _parsed(inside: str) -> tuple[str, ...] | None:
    """Return the names of parameters, without `self`; None when it is a call with values, or no Python."""
    try:
        (function,) = ast.parse(f"def f({inside}): ...").body
    except (SyntaxError, ValueError):
        return None
    assert isinstance(function, ast.FunctionDef)
    names = _names(function.args)
    return names[1:] if names[:1] == ("self",) else names
