"""Shared state is read, then something is awaited, then the state is written from what was read."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case
from grader.judge.rules.locks import LOCKS, SEMAPHORES, entered, within
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_names import is_called

LEVEL = ESSENTIAL
SILENCES = ("fetched-twice",)


@dataclass(frozen=True, kw_only=True)
class Update:
    """A function carries what it read across an await.  read: the line it was read on."""

    function: ast.AsyncFunctionDef
    read: ast.stmt
    write: ast.stmt
    name: str


def detect(case: Case) -> Iterable[Sighting]:
    for update in _updates(case):
        first, last = update.read.lineno, update.write.end_lineno or update.write.lineno
        for seen in case.suspects:
            waits = [
                (place, wait)
                for wait in seen.trace.waits(function=update.function.name)
                for place in wait.stack
                if is_called(place.function, update.function.name) and first <= place.line <= last
            ]
            together = seen.trace.overlap(wait for _, wait in waits)
            if together > 1:
                line, name = waits[0][0].line, code(update.name)
                facts = (
                    at(waits[0][1].start, f"{together} calls have read {name}, and wait on line {line}."),
                    at(max(wait.end for _, wait in waits), f"The last one writes {name} from what it read."),
                )
                place = case.source.place_of(update.write)
                yield seen.sighting(place, facts, name=update.name, count=together)


def _updates(case: Case) -> Iterator[Update]:
    """Yield each read, await and write of one thing in one `async def`, outside any one lock."""
    for function in case.source.functions():
        if not isinstance(function, ast.AsyncFunctionDef):
            continue
        own = [node for node in ast.walk(function) if case.source.function_of(node) is function]
        shared = {name for node in own if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names}
        for write in own:
            target = _written(write, shared)
            if target is not None and isinstance(write, ast.stmt):
                for read in _reads(write, target, own):
                    if not _is_locked(case, read, write):
                        yield Update(function=function, read=read, write=write, name=target)


def _written(node: ast.AST, shared: set[str]) -> str | None:
    """Return the shared thing that a statement writes: `money`, `self.coins`."""
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    if not isinstance(node, ast.Assign | ast.AugAssign):
        return None
    if isinstance(target, ast.Name):
        return target.id if target.id in shared else None
    return ast.unparse(target) if isinstance(target, ast.Attribute | ast.Subscript) else None


def _reads(write: ast.stmt, target: str, own: list[ast.AST]) -> Iterator[ast.stmt]:
    """Yield the statements that read the target, if an await lies between that and the write."""
    value = getattr(write, "value", None)
    waits = [node for node in own if isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith)]
    inside = [node for node in ast.walk(write) if isinstance(node, ast.Await)]
    fresh = [node for node in ast.walk(value) if _is(node, target)] if value is not None else []
    if isinstance(write, ast.AugAssign):
        fresh = [write.target]
    if inside and any(_start(one) < _start(inside[0]) for one in fresh):
        yield write  # `money = money + await ...` reads first, and awaits then
    if fresh or value is None:
        return
    used = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    for read in own:
        if isinstance(read, ast.Assign) and any(_is(node, target) for node in ast.walk(read.value)):
            kept = any(isinstance(one, ast.Name) and one.id in used for one in read.targets)
            if kept and any(_start(read) < _start(wait) < _start(write) for wait in waits):
                yield read


def _is(node: ast.AST, target: str) -> bool:
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and ast.unparse(node) == target


def _start(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _is_locked(case: Case, read: ast.stmt, write: ast.stmt) -> bool:
    """Whether one `async with` of a lock, or of a semaphore, stands around both."""
    return any(
        within(case, read, block) and within(case, write, block)
        for block, _ in entered(case, *LOCKS, *SEMAPHORES)
    )
