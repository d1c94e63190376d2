"""Decide which coroutines inside a task deserve a lane of their own.

A task that does one thing is one lane, however many wrappers lie around it.  A task that awaits
several coroutines in turn is best understood with a lane for each: that they stand in line is
what the drawing is to show.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from grader.judge.trace_calls import Ran
from grader.judge.trace_tables import Life, Recording, Stand

Key = tuple[str, int]
"""A coroutine, ("coro", its number), or a call of a collaborator, ("call", index of the stand)."""

FOR_TASKS = frozenset({"task", "gather", "wait", "wait_for", "taskgroup"})


@dataclass(slots=True)
class Shape:
    """A task's nested coroutines.  paths: for each stand, what lies below the task's own coroutine.

    shown: those with a lane of their own.  several: more than one thing was awaited in turn.
    """

    paths: list[tuple[Key, ...]]
    shown: dict[Key, None] = field(default_factory=dict)
    several: bool = False


def shape(life: Life, recording: Recording, rans: dict[int, Ran], is_main: bool) -> Shape:
    """Return which of the coroutines that ran in the task get lanes."""
    own = life.own
    worth = {
        number
        for number, ran in rans.items()
        if number != own and ran.end > ran.start and not recording.coros[number].name.endswith("__")
    }
    found = Shape(paths=[_path(stand, index, worth) for index, stand in enumerate(life.stands)])
    tree = _tree(found.paths, [number for number in rans if number in worth])
    top = tree.get(None, [])
    found.several = len(top) > 1
    passers = _passers(life, found.paths, rans) if is_main else set()
    while len(top) == 1 and (not is_main or top[0] in passers):
        top = tree.get(top[0], [])
    level = deque(top)
    while level:
        key = level.popleft()
        found.shown[key] = None
        inner = tree.get(key, [])
        while len(inner) == 1:
            inner = tree.get(inner[0], [])
        level += inner
    return found


def _path(stand: Stand, index: int, worth: set[int]) -> tuple[Key, ...]:
    path: list[Key] = [
        ("coro", number) for _, number in stand.frames if number in worth and number is not None
    ]
    if stand.on.get("kind") == "call" and stand.end != stand.start:
        path.append(("call", index))
    return tuple(path)


def _tree(paths: list[tuple[Key, ...]], numbers: list[int]) -> dict[Key | None, list[Key]]:
    """Return each one's children; None has the outermost ones.  What only blocked is outermost, too."""
    tree: dict[Key | None, list[Key]] = {}
    seen: set[Key] = set()
    for path in [*paths, *((("coro", number),) for number in numbers)]:
        parent: Key | None = None
        for key in path:
            if key not in seen:
                seen.add(key)
                tree.setdefault(parent, []).append(key)
            parent = key
    return tree


def _passers(life: Life, paths: list[tuple[Key, ...]], rans: dict[int, Ran]) -> set[Key]:
    """Return the coroutines that do nothing themselves but wait for tasks or for other coroutines."""
    busy: set[Key] = {("coro", number) for number, ran in rans.items() if ran.blocks}
    for stand, path in zip(life.stands, paths, strict=True):
        if path and stand.end != stand.start and stand.on.get("kind") not in FOR_TASKS:
            busy.add(path[-1])
    return {key for path in paths for key in path if key not in busy}
