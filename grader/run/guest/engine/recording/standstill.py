"""Why a run is stuck: every task that waits, where, for what, and who holds the locks it waits for."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from types import MethodType
from typing import Any

from .steps import number_of
from .waits import Waits

_SHOWN = 50  # tasks; with thousands that wait, the first ones say it all
_LOCKS = ("lock.acquire", "semaphore.acquire")


def describe(tasks: Iterable[Any], waits: Waits) -> tuple[list[dict[str, Any]], str]:
    """Return where these unfinished tasks stand, and in plain words who holds what they wait for."""
    waiters: list[dict[str, Any]] = []
    wanted: dict[str, list[Any]] = {}  # tasks that wait for a lock, by its name
    tasks = list(tasks)[:_SHOWN]
    for task in tasks:
        coro = task.get_coro()
        if getattr(coro, "cr_running", False):  # it stands at the event's own `at`
            waiters.append({"task": number_of(task), "at": [], "on": None})
            continue
        at, on = waits.stand(task)
        if not getattr(coro, "cr_suspended", True):
            on = {"kind": "other", "name": "its first step"}
        waiters.append({"task": number_of(task), "at": at, "on": on})
        if on["kind"] in _LOCKS and "obj" in on:
            wanted.setdefault(on["obj"], []).append(task)
    held = [_holders(name, waiting, tasks, waits) for name, waiting in wanted.items()]
    return waiters, "; ".join(held)


def _holders(name: str, waiting: list[Any], tasks: list[Any], waits: Waits) -> str:
    """Say who holds a lock.

    A task inside of `async with lock:` has the lock's bound `__aexit__` on its frame's stack, which the
    garbage collector shows.  One that waits to get in has it there as well, once.
    """
    lock = waits.find(name)
    holders = []
    for task in tasks:
        entered = sum(_entered(link, lock) for link, _ in waits.chain(task))
        if entered > (task in waiting):
            holders.append(f"task {number_of(task)}")
    if holders:
        return f"{name} is held by {' and '.join(holders)}"
    return f"{name} was acquired and not released, by no task that is inside an `async with` of it"


def _entered(link: Any, lock: Any) -> int:
    return sum(
        type(held) is MethodType and held.__self__ is lock and held.__name__ == "__aexit__"
        for held in gc.get_referents(link)
    )
