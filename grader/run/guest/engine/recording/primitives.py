"""What a wait in each of asyncio's functions is for, read from the frame that stands in it.

The functions are known by their code objects: aliases and subclasses lead to the same ones.
"""

from __future__ import annotations

import asyncio
import math
import types
from asyncio import queues, staggered, streams, subprocess, taskgroups, tasks
from collections.abc import Callable, Iterable
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

from ..standins.executors import name_of
from . import texts

if TYPE_CHECKING:
    from .waits import Waits

On = dict[str, Any]
Reader = Callable[["Waits", FrameType, Any], On]


def number(value: Any) -> float | int | None:
    """Return a delay or a timeout as JSON can hold it."""
    return value if type(value) is int or (type(value) is float and math.isfinite(value)) else None


# ---- readers: asyncio's functions, and what of their frames is worth telling ------------------------


def sleep(waits: Waits, frame: FrameType, future: Any) -> On:
    return {"kind": "sleep", "delay": number(frame.f_locals["delay"])}


def nothing(waits: Waits, frame: FrameType, future: Any) -> On:
    return {"kind": "yield"}


def wait_for(waits: Waits, frame: FrameType, future: Any) -> On:
    there = frame.f_locals
    on: On = {"kind": "wait_for", "timeout": number(there.get("timeout"))}
    if isinstance(there.get("fut"), asyncio.Future):
        on.update(waits.of_future(there["fut"]))
        on["kind"] = "wait_for"
    return on


def _wait(waits: Waits, frame: FrameType, future: Any) -> On:
    there = frame.f_locals
    return {
        "kind": "wait",
        "timeout": number(there.get("timeout")),
        "tasks": sorted(waits.numbers(there.get("fs") or ())),
    }


def _as_completed(waits: Waits, frame: FrameType, future: Any) -> On:
    there = frame.f_locals
    # Up to 3.12 the wait knows only a queue of its own; `loops.put_in_order` has put the rest there.
    todo = there["self"]._todo if "self" in there else getattr(there.get("done"), "_rec_todo", None)
    return {"kind": "wait", "name": "as_completed", "tasks": sorted(waits.numbers(todo or ()))}


def _group(waits: Waits, frame: FrameType, future: Any) -> On:
    group = frame.f_locals["self"]
    return {"kind": "taskgroup", "obj": waits.name(group), "tasks": sorted(waits.numbers(group._tasks))}


def _to_thread(waits: Waits, frame: FrameType, future: Any) -> On:
    return {"kind": "to_thread", "name": texts.cut(name_of(frame.f_locals.get("func")))}


def _of(kind: str) -> Reader:
    """Make a reader for a method of an object with a name."""

    def reader(waits: Waits, frame: FrameType, future: Any) -> On:
        owner = frame.f_locals.get("self")
        return {"kind": kind} if owner is None else {"kind": kind, "obj": waits.name(owner)}

    return reader


def call_reader(local: str) -> Reader:
    """Make a reader for the harness's stand-ins: calls of the host, named by one of their locals."""

    def reader(waits: Waits, frame: FrameType, future: Any) -> On:
        return {"kind": "call", "name": texts.cut(str(frame.f_locals.get(local)))}

    return reader


GATHERING: type[Any] = tasks._GatheringFuture  # type: ignore[attr-defined]  # no public name

_METHODS = (
    ("event.wait", (asyncio.Event.wait,)),
    ("lock.acquire", (asyncio.Lock.acquire,)),
    ("semaphore.acquire", (asyncio.Semaphore.acquire,)),
    ("condition.wait", (asyncio.Condition.wait, asyncio.Condition.wait_for)),
    ("barrier.wait", (asyncio.Barrier.wait,)),
    ("queue.get", (queues.Queue.get,)),
    ("queue.put", (queues.Queue.put,)),
    ("queue.join", (queues.Queue.join,)),
    (
        "stream.read",
        tuple(
            getattr(streams.StreamReader, name) for name in ("read", "readline", "readexactly", "readuntil")
        ),
    ),
    ("stream.drain", (streams.StreamWriter.drain,)),
    ("stream.close", (streams.StreamWriter.wait_closed,)),
    ("process.wait", (subprocess.Process.wait, subprocess.Process.communicate)),
)
_AS_COMPLETED = tasks.as_completed  # before `loops.put_in_order` puts another in its place
_CONNECTING = ("create_connection", "create_unix_connection", "sock_connect", "getaddrinfo")


def readers() -> Iterable[tuple[CodeType, Reader]]:
    """Yield the code of every function of asyncio that names a wait, with its reader."""
    single: list[tuple[Any, Reader]] = [
        (asyncio.sleep, sleep),
        (asyncio.wait_for, wait_for),
        (asyncio.wait, _wait),
        (asyncio.to_thread, _to_thread),
        (taskgroups.TaskGroup.__aexit__, _group),
        (staggered.staggered_race, _of("other")),
        (asyncio.open_connection, _of("stream.connect")),
        (getattr(asyncio, "open_unix_connection", None), _of("stream.connect")),
    ]
    for kind, functions in _METHODS:
        reader = _of(kind)
        single += [(function, reader) for function in functions]
    for loop in (asyncio.BaseEventLoop, asyncio.SelectorEventLoop):
        single += [(getattr(loop, name, None), _of("stream.connect")) for name in _CONNECTING]
    for function, reader in single:
        code = getattr(getattr(function, "__wrapped__", function), "__code__", None)
        if code is not None:
            yield code, reader
    # These two have no name of their own to be found by in every version.
    yield tasks.__dict__["__sleep0"].__code__, nothing
    for code in _codes_within(_AS_COMPLETED, getattr(tasks, "_AsCompletedIterator", None)):
        if code.co_name == "_wait_for_one":
            yield code, _as_completed


def _codes_within(*owners: Any) -> Iterable[CodeType]:
    for owner in owners:
        if isinstance(owner, type):
            yield from (
                each.__code__ for each in vars(owner).values() if isinstance(each, types.FunctionType)
            )
        elif owner is not None:
            yield from (each for each in owner.__code__.co_consts if isinstance(each, CodeType))


def callbacks(future: Any) -> Iterable[tuple[str, Any]]:
    """Yield the functions of asyncio that a future will call, by the name of the function that made them."""
    for callback in getattr(future, "_callbacks", None) or ():
        function = callback[0]
        if type(function) is types.FunctionType and function.__module__.startswith("asyncio."):
            yield function.__qualname__.partition(".")[0], function


def closed_over(function: types.FunctionType, name: str) -> Any:
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=False))
    try:
        return cells[name].cell_contents
    except (KeyError, ValueError):
        return None
