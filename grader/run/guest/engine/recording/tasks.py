"""The Task of a recorded run: CPython's own, with a number, an order in sets, and a word to the recorder.

The class takes the place of `asyncio.Task`, so that every way to a task leads here: no task factory,
which a program may set for itself.  It reports what the event loop cannot see: who made a task, who
cancelled it, who took its result when it was already done.
"""

from __future__ import annotations

import asyncio
import sys
import weakref
from collections.abc import Callable, Generator
from types import CodeType, FrameType
from typing import Any, Protocol

from .log import Log

_BASE: type[Any] = asyncio.Task
_INDEX_BITS = 20


class Watcher(Protocol):
    """What a task tells of itself; the recorder."""

    def made(
        self, task: Any, coro: Any, parent: Any, options: dict[str, Any], frame: FrameType | None
    ) -> None: ...
    def before(self, task: Any, arguments: tuple[Any, ...]) -> None: ...
    def after(self, task: Any) -> None: ...
    def cancelled(self, task: Any, frame: FrameType | None) -> None: ...
    def taken(self, task: Any, frame: FrameType | None, awaited: bool) -> None: ...


class Order:
    """Numbers for tasks, and hashes that make sets of tasks iterate in a chosen order.

    A set iterates by the low bits of the hashes.  CPython's own hash is an address: another order in
    each run.  Here the low bits count the tasks that one task makes while the newest of them is alive,
    so that a set of any size holds such siblings in the order of their making, or, `reverse`, in just
    the opposite one: `~index` has descending low bits under every mask.  Tasks that no task made count
    from 0, their children from 1: parent and children do not get into each other's way.
    """

    def __init__(self) -> None:
        self.made = 0
        self.reverse = False
        self._parent: int | None = None
        self._last: Callable[[], Any] = _nobody
        self._index = 0

    def key(self, number: int, parent: int | None, task: Any) -> int:
        """Return the hash of a new task."""
        last = self._last() if parent == self._parent else None
        first = 0 if parent is None else 1
        self._index = first if last is None or last.done() else self._index + 1
        self._parent, self._last = parent, weakref.ref(task)
        index = ~self._index if self.reverse else self._index
        return number << _INDEX_BITS | index & ((1 << _INDEX_BITS) - 1)


def _nobody() -> None:
    return None


def current(loop: Any = None) -> Any:
    """Return the task that runs in this thread, None outside of tasks."""
    if loop is None:
        loop = asyncio._get_running_loop()
        if loop is None:
            return None
    return asyncio.current_task(loop)


def task_class(order: Order, watcher: Watcher | None, hidden: frozenset[CodeType], log: Log) -> type[Any]:
    """Return the class to put in the place of `asyncio.Task`.

    watcher: None makes numbered tasks that report nothing.  hidden: coroutines of asyncio's own
    housekeeping; their tasks have the number 0 and are not the program's.  log: knows the room of a task.
    """

    class Task(_BASE):  # type: ignore[misc]  # the base is found at run time
        # Learners hang attributes of their own on tasks (`task.number = 3`): these must not be in the way.
        __slots__ = (
            "_rec_coro",
            "_rec_key",
            "_rec_number",
            "_rec_on",
            "_rec_room",
            "_rec_since",
            "_rec_started",
            "_rec_stopped",
        )

        def __init__(self, coro: Any, **options: Any) -> None:
            loop = asyncio._get_running_loop()
            parent = None if loop is None else asyncio.current_task(loop)
            self._rec_coro: int | None = None  # number of its coroutine
            self._rec_on: Any = None  # what it waits for: the last `task.wait`
            self._rec_room = log.task_room  # how many more of its steps are told one by one
            self._rec_since = 0  # how many tasks were done when it began to wait
            self._rec_started = self._rec_stopped = False  # stopped: asked to cancel since it last ran
            if getattr(coro, "cr_code", None) in hidden:
                self._rec_number = self._rec_key = 0
                super().__init__(coro, **options)
                return
            self._rec_number = number = order.made + 1
            self._rec_key = order.key(number, getattr(parent, "_rec_number", None), self)
            if options.get("eager_start") and loop is not None and asyncio.iscoroutine(coro):
                order.made = number
                start_eagerly(self, coro, options, watcher)
                return
            super().__init__(coro, **options)
            order.made = number
            if watcher is not None:
                watcher.made(self, coro, parent, options, sys._getframe(1))

        def __hash__(self) -> int:
            key: int = self._rec_key
            return key

        def cancel(self, msg: Any = None) -> bool:
            if watcher is None or self.done():
                return bool(super().cancel(msg))
            watcher.cancelled(self, sys._getframe(1))
            return bool(super().cancel(msg))

        def result(self) -> Any:
            if watcher is not None and self.done():
                watcher.taken(self, sys._getframe(1), False)
            return super().result()

        def exception(self) -> BaseException | None:
            if watcher is not None and self.done():
                watcher.taken(self, sys._getframe(1), False)
            error: BaseException | None = super().exception()
            return error

        def __await__(self) -> Generator[Any, None, Any]:
            if watcher is not None and self.done():
                watcher.taken(self, sys._getframe(1), True)
            waiting: Generator[Any, None, Any] = super().__await__()
            return waiting

    Task.__qualname__ = "Task"  # CPython writes the type's name in its messages
    Task.__module__ = _BASE.__module__
    return Task


def start_eagerly(task: Any, coro: Any, options: dict[str, Any], watcher: Watcher | None) -> None:
    """Start an eager task: it takes its first step inside of `__init__`, before its maker goes on."""
    if watcher is None:
        _BASE.__init__(task, coro, **options)
        return
    watcher.made(task, coro, current(), options, sys._getframe(2))
    watcher.before(task, ())
    try:
        _BASE.__init__(task, coro, **options)
    finally:
        watcher.after(task)
