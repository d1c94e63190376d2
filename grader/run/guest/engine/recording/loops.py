"""What happens to event loops as a whole: opened and closed, a main coroutine over, an error nobody took.

Also puts `asyncio.as_completed` in order: CPython starts its coroutines in the order of a set.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from types import CodeType, CoroutineType
from typing import Any

from .log import Log
from .places import Places
from .steps import Steps, number_of
from .tasks import Order
from .unawaited import remember_origins

# The coroutines that asyncio runs for itself, in tasks of its own.
HOUSEKEEPING: frozenset[CodeType] = frozenset(
    getattr(asyncio.SelectorEventLoop, name).__code__
    for name in (
        "shutdown_asyncgens",
        "shutdown_default_executor",
        "_accept_connection2",
        "_create_server_getaddrinfo",
    )
    if hasattr(asyncio.SelectorEventLoop, name)
)
Context = dict[str, Any]


class Loops:
    """All event loops of the run, by number.  stuck: set once the run is known to be stuck."""

    def __init__(self, log: Log, steps: Steps, made: Callable[[], int]) -> None:
        self._log, self._steps, self._made = log, steps, made
        self._numbers = itertools.count(1)
        self._known: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()
        self.stuck: str | None = None

    def pending(self, loop: Any | None = None) -> list[Any]:
        """Return the program's tasks that are not done, by number: of one loop, or of all."""
        loops = list(self._known) if loop is None else [loop]
        tasks = [task for each in loops for task in asyncio.all_tasks(each) if number_of(task)]
        return sorted(tasks, key=lambda task: int(task._rec_number))

    def _opened(self, loop: Any) -> None:
        if loop not in self._known:
            self._known[loop] = number = next(self._numbers)
            self._log.count({"ev": "loop.open", "t": self._log.now, "loop": number})

    def _closed(self, loop: Any) -> None:
        if loop in self._known and not loop.is_closed():
            self._log.count({"ev": "loop.close", "t": self._log.now, "loop": self._known[loop]})

    def _main_done(self, loop: Any, task: int | None, how: str) -> None:
        pending = [number_of(each) for each in self.pending(loop)]
        self._log.rare("main.done", task=task, pending=pending, how="stuck" if self.stuck else how)

    # ---- errors ------------------------------------------------------------------------------

    def _error(self, context: Context) -> None:
        """Tell of an error that reached the loop.  What it is shows in what comes with it, not in its text,
        which changes from version to version."""
        error = context.get("exception")
        task = context.get("task") or context.get("future")
        if "future" in context and error is not None:
            what = "exception never retrieved"
        elif "task" in context and error is None:
            what = "destroyed pending"
        elif "handle" in context:
            what = "callback"
        else:
            what = "task" if "task" in context else "other"
        shown = self._steps.error(error) if isinstance(error, BaseException) else None
        self._log.rare("error", what=what, task=number_of(task), error=shown)

    def never_retrieved(self, tasks: Iterable[Any]) -> None:
        """Tell of tasks that failed, are still referred to, and whose exception nobody asked for."""
        for task in sorted(tasks, key=lambda task: int(task._rec_number)):
            if task.done() and task._log_traceback:
                error = self._steps.error(task._exception)
                self._log.rare("error", what="exception never retrieved", task=number_of(task), error=error)

    # ---- hooks -------------------------------------------------------------------------------

    def install(self, loop_class: type[Any], places: Places) -> None:
        """Hear of everything that happens to loops of this class."""
        for name, hook in (
            ("__init__", self._hook_init),
            ("close", self._hook_close),
            ("call_exception_handler", self._hook_error),
            ("run_until_complete", self._hook_run),
        ):
            setattr(loop_class, name, hook(getattr(loop_class, name)))

    def _hook_init(self, init: Callable[..., None]) -> Callable[..., None]:
        @wraps(init)
        def hooked(loop: Any, *args: Any, **kwargs: Any) -> None:
            init(loop, *args, **kwargs)
            self._opened(loop)

        return hooked

    def _hook_close(self, close: Callable[[Any], None]) -> Callable[[Any], None]:
        @wraps(close)
        def hooked(loop: Any) -> None:
            self._closed(loop)
            close(loop)

        return hooked

    def _hook_error(self, call: Callable[[Any, Context], None]) -> Callable[[Any, Context], None]:
        @wraps(call)
        def hooked(loop: Any, context: Context) -> None:
            self._error(context)
            call(loop, context)

        return hooked

    def _hook_run(self, run: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        @wraps(run)
        def run_until_complete(loop: Any, future: Any) -> Any:
            remember_origins()  # each thread has to say so for itself
            if self._is_housekeeping(future) or _closes(sys._getframe(1).f_code):
                return run(loop, future)
            task = self._made() + 1 if isinstance(future, CoroutineType) else number_of(future)
            how = "raised"
            try:
                result = run(loop, future)
                how = "returned"
                return result
            except asyncio.CancelledError:
                how = "cancelled"
                raise
            finally:
                self._main_done(loop, task, how)

        return run_until_complete

    def _is_housekeeping(self, future: Any) -> bool:
        return isinstance(future, CoroutineType) and future.cr_code in HOUSEKEEPING


def _closes(caller: CodeType) -> bool:
    """Tell whether asyncio's runner calls, to cancel what its main coroutine left behind."""
    return caller.co_name == "_cancel_all_tasks"


def put_in_order(places: Places | None, order: Order) -> None:
    """Make `asyncio.as_completed` start coroutines in the order given, or in just the opposite one."""
    real: Callable[..., Any] = asyncio.as_completed

    def in_order(fs: Any) -> Any:
        if asyncio.isfuture(fs) or asyncio.iscoroutine(fs) or asyncio._get_running_loop() is None:
            return fs  # it will say what is wrong with that
        awaitables = list(dict.fromkeys(fs))
        if order.reverse:
            awaitables.reverse()
        return [asyncio.ensure_future(each) for each in awaitables]

    def as_completed(fs: Any, *, timeout: float | None = None) -> Iterator[Any]:
        iterator: Iterator[Any] = real(in_order(fs), timeout=timeout)
        return iterator

    def as_completed_lazily(fs: Any, *, timeout: float | None = None) -> Iterator[Any]:
        iterator = real(in_order(fs), timeout=timeout)
        for one in iterator:
            one.cr_frame.f_locals["done"]._rec_todo = iterator.gi_frame.f_locals["todo"]
            yield one

    # Up to 3.12 it is a generator: nothing starts before the first `next()`.
    ours = as_completed if hasattr(asyncio.tasks, "_AsCompletedIterator") else as_completed_lazily
    if places is not None:
        places.look(ours.__code__).via = "as_completed"
    wraps(real)(ours)
    asyncio.as_completed = asyncio.tasks.as_completed = ours
