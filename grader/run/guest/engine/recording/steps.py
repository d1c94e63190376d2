"""What each task does, step by step, as events: made, started, waits, goes on, done.

Before and after each step (see `handles`) the task itself tells how it is; while it waits, its own
coroutines tell where they stand (see `waits`).
This is the hot path of a recorded run: hence the short way to things, and little else.
"""

from __future__ import annotations

import asyncio
import sys
from types import CoroutineType, FrameType, GeneratorType
from typing import Any

from . import texts
from .log import Log
from .places import BOUNDARY, LEARNER, Places, plain_name
from .tasks import current, start_eagerly
from .waits import Waits

_NAMED = frozenset({CoroutineType, GeneratorType})
_NAMING = frozenset({asyncio.create_task.__code__, asyncio.TaskGroup.create_task.__code__})
_NAMED_LATER = 3 if sys.version_info < (3, 13) else 0  # callers to look at
_TASKS_PER_EVENT = 8  # that many numbers of tasks, or learner frames, take the room of one event


class Steps:
    """Tells what tasks do (the `Watcher` of the task class)."""

    def __init__(self, log: Log, places: Places) -> None:
        self._log, self._places = log, places
        self.waits: Waits
        self.ended: dict[int, int] = {}  # number of a task that is done -> how many were done before it
        places.look(start_eagerly.__code__).side = BOUNDARY

    # ---- making ------------------------------------------------------------------------------

    def made(
        self, task: Any, coro: Any, parent: Any, options: dict[str, Any], frame: FrameType | None
    ) -> None:
        """A task was made by `parent`, in `frame` or one of its callers."""
        log, places = self._log, self._places
        if log.left <= 0:
            log.dropped += 1
            return
        at, via = places.callers(frame, "Task")
        number = definition = None
        kind = type(coro)
        name = coro.__qualname__ if kind in _NAMED else kind.__name__
        if kind is CoroutineType:
            known = places.look(coro.cr_code)
            if known.side is LEARNER:
                number = task._rec_coro = places.describe(coro, known, coro.cr_frame)
                definition = known.first
        if via == "create_task" and not at and kind.__name__ == "async_generator_athrow":
            via = "asyncgen"  # the loop closes a generator that somebody left unfinished
        # A name by default is a number, which counts tasks of other Pythons' own making, too.
        given = options.get("name")
        if given is None and _NAMED_LATER:
            given = _name_to_be(frame)
        log.count(
            {
                "ev": "task.create",
                "t": log.clock.now - log.start,
                "task": task._rec_number,
                "by": getattr(parent, "_rec_number", None) or None,
                "coro": number,
                "name": texts.cut(given) if type(given) is str else None,
                "coroutine": plain_name(name),
                "via": via,
                "at": at,
                "def": definition,
                "eager": bool(options.get("eager_start")),
            }
        )

    # ---- stepping ----------------------------------------------------------------------------

    def before(self, task: Any, arguments: tuple[Any, ...]) -> None:
        """A task is about to run.  arguments: of the handle, the future that woke it if there was one."""
        log = self._log
        if log.left <= 0:
            log.dropped += 1
            return
        if not task._rec_started:
            if task._rec_stopped:  # cancelled before its first step: none of its code will run
                return
            task._rec_started = True
            log.left -= 1
            log.emit({"ev": "task.start", "t": log.clock.now - log.start, "task": task._rec_number})
            return
        if task._rec_room <= 0:
            log.dropped += 1
            return
        after = self._cause(task, arguments[0] if arguments else None)
        task._rec_stopped = False
        log.left -= 1
        log.emit(
            {"ev": "task.resume", "t": log.clock.now - log.start, "task": task._rec_number, "after": after}
        )

    def _cause(self, task: Any, future: Any) -> dict[str, Any]:
        """Say what woke a task."""
        if task._rec_stopped and (future is None or _is_cancelled(future)):
            return {"kind": "cancel"}
        on = task._rec_on
        if on is None:
            return {"kind": "future"}
        kind = on["kind"]
        if kind == "sleep":
            return {"kind": "timer"}
        if kind == "yield" or kind == "call":
            return {"kind": kind}
        if "tasks" not in on:
            return {"kind": "future"}
        number = getattr(future, "_rec_number", None) or self._last(on["tasks"], task._rec_since)
        if number is None and on.get("timeout") is None:
            number = self._last(on["tasks"], 0)  # it was done before, and is only noticed now
        if number is None:
            return {"kind": "future" if on.get("timeout") is None else "timer"}
        return {"kind": "task", "task": number}

    def _last(self, tasks: list[int], since: int) -> int | None:
        """Return the one of these tasks that was done last, after so many others; None if there is none."""
        ended = self.ended
        done = [number for number in tasks if ended.get(number, -1) >= since]
        return max(done, key=ended.__getitem__) if done else None

    def after(self, task: Any) -> None:
        """A task has run, and either waits or is done."""
        log = self._log
        if log.left <= 0:
            log.dropped += 1
            log.on_full()
            return
        if task.done():
            self._done(task)
            return
        if task._rec_room <= 0:
            log.dropped += 1
            return
        task._rec_room -= 1
        at, on = self.waits.stand(task)
        task._rec_on = on
        log.left -= 1
        tasks = on.get("tasks")
        if tasks is not None or len(at) >= _TASKS_PER_EVENT:
            task._rec_since = len(self.ended)
            log.left -= (len(tasks or ()) + len(at)) // _TASKS_PER_EVENT
        log.emit(
            {"ev": "task.wait", "t": log.clock.now - log.start, "task": task._rec_number, "at": at, "on": on}
        )

    def _done(self, task: Any) -> None:
        log = self._log
        self.ended[task._rec_number] = len(self.ended)
        event: dict[str, Any] = {"ev": "task.done", "t": log.clock.now - log.start, "task": task._rec_number}
        task._rec_on = None
        if task.cancelled():
            event["how"] = "cancelled"
        elif task._exception is None:
            event["how"] = "returned"
            event["value"] = texts.short(task._result)
        else:
            event["how"] = "raised"
            event["error"] = self.error(task._exception)
        log.count(event)

    def error(self, error: BaseException) -> dict[str, Any]:
        """Return an exception as plain data."""
        return {
            "type": type(error).__name__,
            "message": texts.message(error),
            "at": self._places.of_error(error),
        }

    # ---- cancelling, taking ------------------------------------------------------------------

    def cancelled(self, task: Any, frame: FrameType | None) -> None:
        """Somebody asks a task to stop."""
        task._rec_stopped = True
        if self._log.left <= 0 or not task._rec_number:
            self._log.dropped += bool(task._rec_number)
            return
        at, via = self._places.callers(frame, "cancel")
        self._log.count(
            {
                "ev": "task.cancel",
                "t": self._log.now,
                "task": task._rec_number,
                "by": number_of(current()),
                "via": via,
                "at": at,
            }
        )

    def taken(self, task: Any, frame: FrameType | None, awaited: bool) -> None:
        """Somebody awaits a task that is already done, or asks for its result."""
        if frame is None or self._log.left <= 0 or not task._rec_number:
            return
        places = self._places
        known = places.look(frame.f_code)
        # asyncio looks at results for its own ends; only wait_for() awaits for somebody.
        if known.side is not LEARNER and not (awaited and known.waits):
            return
        by = current()
        if by is task:
            return
        self._log.count(
            {
                "ev": "task.await-done",
                "t": self._log.now,
                "task": task._rec_number,
                "by": number_of(by),
                "at": places.callers(frame)[0],
            }
        )


def _is_cancelled(future: Any) -> bool:
    # A gather() whose cancellation was asked for ends with the exception, but is not `cancelled()`.
    return bool(future.cancelled()) or isinstance(getattr(future, "_exception", None), asyncio.CancelledError)


def number_of(task: Any) -> int | None:
    """Return a task's number; None for what is none of the program's tasks."""
    return getattr(task, "_rec_number", None) or None


def _name_to_be(frame: FrameType | None) -> Any:
    """Find the name that create_task() will give a task once it is made (up to 3.12)."""
    for _ in range(_NAMED_LATER):
        if frame is None:
            return None
        if frame.f_code in _NAMING:
            return frame.f_locals.get("name")
        frame = frame.f_back
    return None
