"""The one hook that sees every step of every task: `asyncio.events.Handle._run`.

Through it an event loop calls everything.  What a C task puts on the loop is an object of its own for a
step, and a built-in method of its own to be woken; any other callback is none of its steps, not even
`task.cancel`.
"""

from __future__ import annotations

from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any

from .log import Log
from .tasks import Watcher

Run = Callable[[Any], None]


def recorded(run: Run, task_type: type[Any], watcher: Watcher, log: Log) -> tuple[Run, Run]:
    """Return what `Handle._run` becomes: while there is room for events, and from then on.

    run: `Handle._run` as it was.
    """
    known: dict[type, bool] = {}

    def is_step(callback: Any) -> bool:
        kind = type(callback)
        if kind is BuiltinFunctionType:
            return bool(callback.__name__ == "task_wakeup")
        step = known.get(kind)
        if step is None:
            step = known[kind] = kind.__name__ == "TaskStepMethWrapper"
        return step

    def _run(self: Any) -> None:
        callback = self._callback
        if is_step(callback):
            task = callback.__self__
            if issubclass(type(task), task_type) and task._rec_number:
                watcher.before(task, self._args)
                try:
                    run(self)
                finally:
                    watcher.after(task)
                return
        run(self)

    def counted(self: Any) -> None:
        if is_step(self._callback):
            log.dropped += 2  # its start or resumption; its wait or end
        run(self)

    return _run, counted
