"""Find where a hidden suite asks for real time or for chance: in its text, and for time while it runs.

Real time makes a verdict depend on the machine.  What runs beside the learner's code (`@in_guest`) may
ask: there, all clocks are virtual.
"""

from __future__ import annotations

import ast
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from grader.course.authoring.bench import ClockRead

_Table = Mapping[str, set[str]]

_CLOCKS = {
    "time": {
        *("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "sleep"),
        *("process_time", "process_time_ns", "thread_time", "thread_time_ns", "clock_gettime"),
        *("localtime", "gmtime", "ctime", "asctime", "strftime"),
    },
    "datetime": {"now", "utcnow", "today"},
    "timeit": {"default_timer", "timeit", "repeat"},
}
_CHANCE = {
    "random": {
        *("SystemRandom", "betavariate", "choice", "choices", "expovariate", "gauss", "getrandbits"),
        *("normalvariate", "randbytes", "randint", "random", "randrange", "sample", "shuffle", "uniform"),
    },
    "os": {"getrandom", "urandom"},
    "uuid": {"uuid1", "uuid4"},
    "secrets": {"choice", "randbelow", "randbits", "token_bytes", "token_hex", "token_urlsafe"},
}
_BUILT_IN = {getattr(time, name) for name in _CLOCKS["time"] if hasattr(time, name)}
_DATES = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}


def written(suite: str) -> tuple[ClockRead, ...]:
    """Return the places in a suite's text that name a clock, leaving out `@in_guest` functions."""
    return _named(suite, _CLOCKS)


def drawn(suite: str) -> tuple[ClockRead, ...]:
    """Return the places in a suite's text that draw by chance.  What a seed was given to is no chance."""
    seeded = re.search(r"\brandom\.seed\([^)]", suite) is not None
    unseeded = [read for read in _named(suite, _CHANCE) if not seeded and "(" not in read.what]
    made = [read for read in _named(suite, {"random": {"Random"}}) if _without_seed(suite, read)]
    return (*unseeded, *made)


def _without_seed(suite: str, read: ClockRead) -> bool:
    return any(
        isinstance(node, ast.Call) and node.lineno == read.line and ast.unparse(node) == f"{read.what}()"
        for node in ast.walk(ast.parse(suite))
    )


def _named(suite: str, table: _Table) -> tuple[ClockRead, ...]:
    """Return the places that name something out of a table: names in modules."""
    try:
        tree = ast.parse(suite)
    except SyntaxError:
        return ()
    nodes = list(_in_host(tree))
    modules, names = _imported(nodes, table)
    found = {read for node in nodes if (read := _names_one(node, modules, names, table)) is not None}
    return tuple(sorted(found, key=lambda read: (read.line, read.what)))


def _in_host(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and any(
        "in_guest" in ast.dump(decorator) for decorator in node.decorator_list
    ):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_host(child)


def _imported(nodes: list[ast.AST], table: _Table) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names that stand for modules of a table, and those that stand for something out of them."""
    modules: dict[str, str] = {}
    names: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            modules |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name in table}
        elif isinstance(node, ast.ImportFrom) and node.module in table:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return modules, names


def _names_one(
    node: ast.AST, modules: dict[str, str], names: dict[str, str], table: _Table
) -> ClockRead | None:
    if isinstance(node, ast.Attribute):
        owner = ast.unparse(node.value)
        first = owner.partition(".")[0]
        module = modules.get(first) or names.get(first, "").partition(".")[0]
        if node.attr in table.get(module, ()):
            return ClockRead(what=f"{owner}.{node.attr}", line=node.lineno)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        module, _, name = names.get(node.id, "").partition(".")
        if name in table.get(module, ()):
            return ClockRead(what=node.id, line=node.lineno)
    return None


@contextmanager
def watched(suite: Path) -> Iterator[set[ClockRead]]:
    """Note every real clock that the suite's own lines read while the context lasts."""
    found: set[ClockRead] = set()
    name = str(suite)

    def note(frame: FrameType, event: str, function: Any) -> None:
        if event == "c_call" and frame.f_code.co_filename == name and _is_clock(function):
            found.add(ClockRead(what=f"{function.__qualname__}()", line=frame.f_lineno))

    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(None)


def _is_clock(function: Any) -> bool:
    try:
        return function in _BUILT_IN or getattr(function, "__qualname__", "") in _DATES
    except TypeError:  # an unhashable callable is none of the built-in ones
        return False
