"""A name of the standard library is used that the file has not imported."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator

from grader.judge.rules.broken_off import Raised, raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "wrong-delay", "async-without-await", "missing-await", "wrong-result",
            "blocking-sleep", "blocking-io")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "NameError"):
        for name in _names(error):
            origin = _origin(case, name)
            if origin is not None:
                facts = (
                    at(error.seen.trace.duration, f"Line {name.lineno} looks up {code(name.id)}."),
                    at(None, f"No line of the file binds that name; {code(origin)} would."),
                )
                yield error.seen.sighting(case.source.place_of(name), facts, error.said, name=name.id)
                break


def _names(error: Raised) -> Iterator[ast.Name]:
    """Yield the name that Python did not know; it is quoted in its message."""
    quoted = re.findall(r"'(\w+)'", error.error.message)[:1]
    for node in ast.walk(error.node) if error.node is not None else ():
        if isinstance(node, ast.Name) and node.id in quoted:
            yield node


def _origin(case: Case, name: ast.Name) -> str | None:
    """Return the import that would bring the name, when the standard library has it."""
    import asyncio  # late: `grade rules` only lists what is here

    module = name.id in sys.stdlib_module_names and isinstance(case.source.parent(name), ast.Attribute)
    if module:
        return f"import {name.id}"
    return f"from asyncio import {name.id}" if name.id in asyncio.__all__ else None
