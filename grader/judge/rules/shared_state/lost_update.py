"""Shared state is read, then something is awaited, then the state is written from what was read.

So is a key that is looked for, loaded, and put in, when nobody had it.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.locks import LOCKS, SEMAPHORES, entered, within
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.source_names import bindings
from grader.judge.trace_names import is_called
from grader.model import Place, Wait

LEVEL = ESSENTIAL
SILENCES = ("fetched-twice",)


@dataclass(frozen=True, kw_only=True)
class Update:
    """A function carries what it read across an await.  name: of a key looked for, the dictionary's."""

    function: ast.AsyncFunctionDef
    read: ast.stmt
    write: ast.stmt
    name: str
    of_key: bool


def detect(case: Case) -> Iterable[Sighting]:
    for update in _updates(case):
        first, last = update.read.lineno, update.write.end_lineno or update.write.lineno
        for seen in case.suspects:
            waits = [
                (place, wait)
                for wait in seen.trace.waits(function=update.function.name)
                for place in wait.stack
                if is_called(place.function, update.function.name) and first <= place.line <= last
                if not _turns_off(case, place, update.write)
            ]
            together = max(
                (seen.trace.overlap(each) for each in _by_arguments(seen, update, [one for _, one in waits])),
                default=0,
            )
            if together > 1:
                line, name = waits[0][0].line, code(update.name)
                done = "puts its key in" if update.of_key else f"writes {name} from what it read"
                facts = (
                    at(waits[0][1].start, f"{together} calls have read {name}, and wait on line {line}."),
                    at(max(wait.end for _, wait in waits), f"The last one {done}."),
                )
                place = case.source.place_of(update.write)
                words = {"name": update.name} | ({"keys": update.name} if update.of_key else {})
                yield seen.sighting(place, facts, count=together, **words)


def _by_arguments(seen: Seen, update: Update, waits: list[Wait]) -> Iterator[list[Wait]]:
    """Yield the waits of calls with the same arguments: of calls for different keys, none loses anything."""
    if not update.of_key:
        yield waits
        return
    found: dict[str, list[Wait]] = {}
    calls = seen.trace.calls(update.function.name)
    for task in seen.trace.tasks:
        for wait in (one for one in task.waits if one in waits):
            mine = [
                call
                for call in calls
                if call.task == task.id and call.start <= wait.start and wait.end <= call.end
            ]
            found.setdefault(mine[-1].args if mine else "", []).append(wait)
    yield from found.values()


def _turns_off(case: Case, place: Place, write: ast.stmt) -> bool:
    """Whether the line is in a branch that leaves the function, or its loop, before the write."""
    node = case.source.node_at(place)
    for up in case.source.above(node) if node is not None else ():
        if isinstance(up, ast.If) and not any(one is write for one in ast.walk(up)):
            branch = up.body if place.line <= (up.body[-1].end_lineno or 0) else up.orelse
            if branch and isinstance(branch[-1], ast.Return | ast.Raise | ast.Continue | ast.Break):
                return True
    return False


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
                for read, name in (*_reads(write, target, own), *_looks(case, write, own)):
                    if not _is_locked(case, read, write):
                        keyed = name != target
                        yield Update(function=function, read=read, write=write, name=name, of_key=keyed)


def _written(node: ast.AST, shared: set[str]) -> str | None:
    """Return the shared thing that a statement writes: `money`, `self.coins`."""
    if (added := _added_to(node)) is not None:
        return f"{ast.unparse(added)}.add"
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    if not isinstance(node, ast.Assign | ast.AugAssign):
        return None
    if isinstance(target, ast.Name):
        return target.id if target.id in shared else None
    return ast.unparse(target) if isinstance(target, ast.Attribute | ast.Subscript) else None


def _looks(case: Case, write: ast.stmt, own: list[ast.AST]) -> Iterator[tuple[ast.stmt, str]]:
    """Yield the statements that look for a key, if an await lies between that and putting it in."""
    target = write.targets[0] if isinstance(write, ast.Assign) else None
    into = target.value if isinstance(target, ast.Subscript) else _added_to(write)
    if into is None:
        return
    container = ast.unparse(into)
    waits = [node for node in own if isinstance(node, ast.Await | ast.AsyncWith)]
    yield from _tries(case, write, container)
    for node in own:
        looked = _looked_in(node)
        if looked is None or ast.unparse(looked) != container:
            continue
        statement = next((up for up in case.source.above(node) if isinstance(up, ast.stmt)), None)
        ends = (write.end_lineno or write.lineno, write.end_col_offset or 0)
        decides = statement is not None and not isinstance(statement, ast.Return)
        if statement is not None and decides and any(_start(node) < _start(wait) < ends for wait in waits):
            yield statement, container


def _tries(case: Case, write: ast.stmt, container: str) -> Iterator[tuple[ast.stmt, str]]:
    """Yield `try: return texts[key]` when the write that awaits stands under its `except`."""
    for up in case.source.above(write):
        block = case.source.parent(up)
        if isinstance(up, ast.AsyncWith):
            return  # a lock, and behind it another look
        if not isinstance(up, ast.ExceptHandler) or not isinstance(block, ast.Try):
            continue
        parts = (node for part in block.body for node in ast.walk(part))
        if any(isinstance(one, ast.Subscript) and ast.unparse(one.value) == container for one in parts):
            yield block, container


def _added_to(node: ast.AST) -> ast.expr | None:
    """Return the set of the statement `known.add(page)`."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=container, attr="add"))):
            return container
    return None


def _looked_in(node: ast.AST) -> ast.expr | None:
    """Return the dictionary of `key in texts`, `key not in texts` or `texts.get(key)`."""
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        return node.comparators[0]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        return node.func.value
    return None


def _reads(write: ast.stmt, target: str, own: list[ast.AST]) -> Iterator[tuple[ast.stmt, str]]:
    """Yield the statements that read the target, if an await lies between that and the write."""
    value = getattr(write, "value", None)
    waits = [node for node in own if isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith)]
    inside = [node for node in ast.walk(write) if isinstance(node, ast.Await)]
    fresh = [node for node in ast.walk(value) if _is(node, target)] if value is not None else []
    if isinstance(write, ast.AugAssign):
        fresh = [write.target]
    if inside and any(_start(one) < _start(inside[0]) for one in fresh):
        yield write, target  # `money = money + await ...` reads first, and awaits then
    if fresh or value is None:
        return
    used = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    for read in own:
        if isinstance(read, ast.Assign):
            kept = any(
                isinstance(one, ast.Name)
                and one.id in used
                and any(_is(node, target) for node in ast.walk(its))
                for one, its in bindings(read)
            )
            if kept and any(_start(read) < _start(wait) < _start(write) for wait in waits):
                yield read, target


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
