"""Locks on the virtual clock, and all that `threading`, `queue` and `logging` build on them.

Whoever holds the baton runs alone, so a lock needs no protection of its own.  Underneath each there
is a real lock, for forked children, where turns are over.
"""

from __future__ import annotations

import _thread
import functools
import logging
import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, ClassVar

from ..clock.actors import Waiter
from ..clock.clock import Clock
from .replace import put, put_known

_allocate_lock = _thread.allocate_lock


class Lock:
    """Stands in for `threading.Lock`: waiting for it takes virtual time.

    holder: what held it last: a thread's number and the task, for explaining a deadlock.
    """

    __slots__ = ("__weakref__", "_queue", "_real", "holder")
    clock: ClassVar[Clock]
    step: ClassVar[Callable[[], object]]

    def __init__(self) -> None:
        self._real = _allocate_lock()
        self._queue: list[Waiter] = []
        self.holder: object = None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        clock = self.clock
        if clock.real:
            return self._real.acquire(blocking, timeout)
        if clock.away():
            clock.rejoin()
        _check(blocking, timeout)
        if not self._real.acquire(False) and not (blocking and self._wait(timeout)):
            return False
        self.holder = (_thread.get_ident(), Lock.step())
        return True

    def _wait(self, timeout: float) -> bool:
        clock = self.clock
        until = None if timeout < 0 else clock.deadline(timeout)
        while True:
            waiter = Waiter("threading.Lock.acquire", target=self)
            self._queue.append(waiter)
            try:
                woken = clock.wait(waiter, until)
            finally:
                if waiter in self._queue:
                    self._queue.remove(waiter)
            if self._real.acquire(False):
                return True
            if not woken:
                return False

    def release(self) -> None:
        if self.clock.away():
            self.clock.rejoin()
        self._real.release()
        self.holder = None
        while self._queue and not self.clock.wake(self._queue.pop(0)):
            pass  # that one has given up in the meantime

    def locked(self) -> bool:
        return self._real.locked()

    def _at_fork_reinit(self) -> None:
        self._real = _allocate_lock()
        self._queue = []

    # The old names, still there in `_thread.lock`.
    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def __repr__(self) -> str:
        state = "locked" if self._real.locked() else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"


def _check(blocking: bool, timeout: float) -> None:
    if timeout != -1:
        if not blocking:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0:
            raise ValueError("timeout value must be a non-negative number")
        if timeout > threading.TIMEOUT_MAX:
            raise OverflowError("timeout value is too large")


def install(clock: Clock, step: Callable[[], object]) -> None:
    """Replace locks, and renew those that modules have made already.

    step: tells which task runs, for a lock's holder.
    """
    Lock.clock = clock
    put(Lock, step=staticmethod(step))
    make_rlock: Any = threading._PyRLock  # type: ignore[attr-defined]  # the one that stands on Lock
    put(_thread, allocate_lock=Lock, allocate=Lock, RLock=make_rlock)
    put(threading, Lock=Lock, _allocate_lock=Lock, RLock=make_rlock, _CRLock=None)
    put(queue, SimpleQueue=queue._PySimpleQueue)  # type: ignore[attr-defined]  # the other one is in C
    put(functools, RLock=make_rlock)
    _renew_locks()


def _renew_locks() -> None:
    """Replace the locks that modules have made before: who waits for those holds up everybody."""
    put(threading, _active_limbo_lock=threading.RLock())
    put_known(threading, _shutdown_locks_lock=Lock())
    put(logging, _lock=threading.RLock())
    for reference in logging._handlerList:  # type: ignore[attr-defined]  # private
        handler = reference()
        if handler is not None:
            handler.createLock()
