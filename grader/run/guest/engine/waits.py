"""What a suspended task waits for: its learner frames, and the asyncio primitive below them.

A suspended coroutine says where it stands (`cr_frame`) and what it awaits (`cr_await`), down to the
future.  The first known function of asyncio below the learner's last frame says what kind of wait
it is.  Nothing of the learner's or of asyncio's code is changed for this.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import math
import types
import weakref
from asyncio import queues, staggered, streams, subprocess, taskgroups, tasks
from collections.abc import Callable, Iterable
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType
from typing import Any

from . import texts
from .places import LEARNER, Places

On = dict[str, Any]
Stand = tuple[list[list[int]], On]  # the learner's frames as [place, coroutine], outermost first; what for
Reader = Callable[["Waits", FrameType, Any], On]

_DEEP = 24  # learner frames kept of one chain: the outermost, and more of the innermost
_OUTERMOST = 8
_LINKS = range(5_000)  # links followed at most; a chain this long is a recursion
_CHAIN = (CoroutineType, GeneratorType, AsyncGeneratorType)
_PASSES_ON = {"async_generator_asend", "async_generator_athrow", "anext_awaitable", "coroutine_wrapper"}


class Waits:
    """Reads what tasks wait for.  Objects are named by type and number: Queue#1, in order of first sight."""

    def __init__(self, places: Places, task_type: type[Any]) -> None:
        self._places = places
        self._task = task_type
        self._objects: dict[int, tuple[weakref.ref[Any], str]] = {}
        self._counts: dict[str, itertools.count[int]] = {}
        self._links: dict[type, bool] = {}
        for code, reader in _readers():
            places.look(code).waits = reader

    # ---- the chain ---------------------------------------------------------------------------

    def stand(self, task: Any) -> Stand:
        """Return where a task that is not running stands, and what it waits for."""
        at: list[list[int]] = []
        reader: Reader | None = None
        there = outside = None  # frames of asyncio: the reader's; a wait_for() around a coroutine (3.12+)
        link = task.get_coro()
        number = task._rec_coro
        places = self._places
        codes, coroutines = places.codes, places.coroutines
        for _ in _LINKS:
            kind = type(link)
            if kind is CoroutineType:
                frame, inner = link.cr_frame, link.cr_await
            elif kind is GeneratorType:
                frame, inner = link.gi_frame, link.gi_yieldfrom
            elif kind is AsyncGeneratorType:
                frame, inner = link.ag_frame, link.ag_await
            else:
                link = self._through(link)
                if link is None:
                    break
                continue
            if frame is None:
                break
            code = frame.f_code
            known = codes.get(id(code)) or places.look(code)
            if known.side is LEARNER:
                if reader is not None:
                    outside = there if reader is _wait_for else outside
                    reader = None
                if number is None:
                    seen = coroutines.get(id(link))
                    if seen is None or seen() is not link:
                        number = places.coroutine(link, known, frame)
                    else:
                        number = seen.number
                place = known.locs.get(frame.f_lasti) or places.at(known, frame.f_lasti)
                if known.comprehension and at:
                    at[-1][0] = place  # up to 3.11 an asynchronous comprehension is a coroutine of its own
                else:
                    at.append([place, number])
            elif reader is None and known.waits is not None:
                reader, there = known.waits, frame
            number = None
            link = inner
        if len(at) > _DEEP:
            del at[_OUTERMOST : len(at) - _DEEP + _OUTERMOST]
        if reader is _sleep and outside is None and there is not None and task._fut_waiter is not None:
            return at, _sleep(self, there, None)
        return at, self._reason(task._fut_waiter, reader, there, outside)

    def _through(self, link: Any) -> Any:
        """Return the coroutine or generator behind the objects CPython puts between: they have no attribute
        that tells it, but the garbage collector knows what they hold."""
        kind = type(link)
        passes = self._links.get(kind)
        if passes is None:
            passes = self._links[kind] = kind.__name__ in _PASSES_ON and kind.__module__ == "builtins"
        if not passes:
            return None
        for held in gc.get_referents(link):
            if isinstance(held, _CHAIN) or type(held).__name__ in _PASSES_ON:
                return held
        return None

    def links(self, task: Any) -> list[Any]:
        """Return the coroutines and generators of a suspended task, outermost first."""
        found: list[Any] = []
        link = task.get_coro()
        while link is not None and len(found) < len(_LINKS):
            if isinstance(link, _CHAIN):
                found.append(link)
                kind = type(link)
                prefix = "cr" if kind is CoroutineType else "gi" if kind is GeneratorType else "ag"
                link = getattr(link, "gi_yieldfrom" if prefix == "gi" else f"{prefix}_await")
            else:
                link = self._through(link)
        return found

    # ---- the reason --------------------------------------------------------------------------

    def _reason(
        self, future: Any, reader: Reader | None, there: FrameType | None, outside: FrameType | None
    ) -> On:
        if reader is None or there is None:
            on = self._of_future(future)
        elif future is None and reader in (_sleep, _nothing):
            return {"kind": "yield"}
        else:
            on = reader(self, there, future)
        if outside is not None and "timeout" not in on:
            on["timeout"] = number(outside.f_locals.get("timeout"))
        return on

    def _of_future(self, future: Any) -> On:
        """Say what a future is when no function of asyncio stands between it and the learner."""
        if future is None:
            return {"kind": "yield"}
        if isinstance(future, self._task):
            return {"kind": "task", **self._one(future)}
        children = getattr(future, "_children", None) if type(future) is _GATHERING else None
        if children is not None:
            return {"kind": "gather", "tasks": list(dict.fromkeys(self._numbers(children)))}
        for name, callback in _callbacks(future):
            if name == "shield":
                return {"kind": "task", "name": "shield", **self._one(_closed_over(callback, "inner"))}
            if name == "_chain_future":
                return {"kind": "to_thread"}
        return {"kind": "future", "obj": self.name(future)}

    def _one(self, task: Any) -> On:
        numbers = self._numbers([task])
        return {"task": numbers[0], "tasks": numbers} if numbers else {}

    def _numbers(self, futures: Iterable[Any]) -> list[int]:
        kind = self._task
        return [each._rec_number for each in futures if isinstance(each, kind) and each._rec_number]

    def find(self, name: str) -> Any:
        """Return the object of that name, None when it is gone."""
        return next((ref() for ref, known in self._objects.values() if known == name), None)

    def name(self, thing: Any) -> str:
        """Return the object's own name, `Lock#2`: the second Lock this run has met."""
        entry = self._objects.get(id(thing))
        if entry is not None and entry[0]() is thing:
            return entry[1]
        kind = type(thing).__name__
        name = f"{kind}#{next(self._counts.setdefault(kind, itertools.count(1)))}"
        try:
            self._objects[id(thing)] = (weakref.ref(thing), name)
        except TypeError:  # no weak references: it gets a new name each time
            pass
        return name


def number(value: Any) -> float | int | None:
    """Return a delay or a timeout as JSON can hold it."""
    return value if type(value) is int or (type(value) is float and math.isfinite(value)) else None


# ---- readers: asyncio's functions, and what of their frames is worth telling ------------------------


def _sleep(waits: Waits, frame: FrameType, future: Any) -> On:
    return {"kind": "sleep", "delay": number(frame.f_locals["delay"])}


def _nothing(waits: Waits, frame: FrameType, future: Any) -> On:
    return {"kind": "yield"}


def _wait_for(waits: Waits, frame: FrameType, future: Any) -> On:
    there = frame.f_locals
    on: On = {"kind": "wait_for", "timeout": number(there.get("timeout"))}
    if isinstance(there.get("fut"), asyncio.Future):
        on.update(waits._of_future(there["fut"]))
        on["kind"] = "wait_for"
    return on


def _wait(waits: Waits, frame: FrameType, future: Any) -> On:
    there = frame.f_locals
    return {
        "kind": "wait",
        "timeout": number(there.get("timeout")),
        "tasks": sorted(waits._numbers(there.get("fs") or ())),
    }


def _as_completed(waits: Waits, frame: FrameType, future: Any) -> On:
    there = frame.f_locals
    # Up to 3.12 the wait knows only a queue of its own; `loops.put_in_order` has put the rest there.
    todo = there["self"]._todo if "self" in there else getattr(there.get("done"), "_rec_todo", None)
    return {"kind": "wait", "name": "as_completed", "tasks": sorted(waits._numbers(todo or ()))}


def _group(waits: Waits, frame: FrameType, future: Any) -> On:
    group = frame.f_locals["self"]
    return {"kind": "taskgroup", "obj": waits.name(group), "tasks": sorted(waits._numbers(group._tasks))}


def _to_thread(waits: Waits, frame: FrameType, future: Any) -> On:
    function = frame.f_locals.get("func")
    name = (
        getattr(function, "__qualname__", None)
        if isinstance(function, _FUNCTIONS)
        else type(function).__name__
    )
    return {"kind": "to_thread", "name": texts.cut(str(name))}


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


_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_GATHERING: type[Any] = tasks._GatheringFuture  # type: ignore[attr-defined]  # no public name

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


def _readers() -> Iterable[tuple[CodeType, Reader]]:
    """Yield the code of every function of asyncio that names a wait, with its reader."""
    single: list[tuple[Any, Reader]] = [
        (asyncio.sleep, _sleep),
        (asyncio.wait_for, _wait_for),
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
    yield tasks.__dict__["__sleep0"].__code__, _nothing
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


def _callbacks(future: Any) -> Iterable[tuple[str, Any]]:
    """Yield the functions of asyncio that a future will call, by the name of the function that made them."""
    for callback in getattr(future, "_callbacks", None) or ():
        function = callback[0]
        if type(function) is types.FunctionType and function.__module__.startswith("asyncio."):
            yield function.__qualname__.partition(".")[0], function


def _closed_over(function: types.FunctionType, name: str) -> Any:
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=False))
    try:
        return cells[name].cell_contents
    except (KeyError, ValueError):
        return None
