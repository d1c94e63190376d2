"""What a suspended task waits for: its learner frames, and the asyncio primitive below them.

A suspended coroutine says where it stands (`cr_frame`) and what it awaits (`cr_await`), down to the
future.  The first known function of asyncio below the learner's last frame says what kind of wait
it is.  Nothing of the learner's or of asyncio's code is changed for this.
"""

from __future__ import annotations

import gc
import itertools
import weakref
from collections.abc import Iterable, Iterator
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType
from typing import Any

from . import primitives
from .places import ASYNCIO, LEARNER, Code, Places
from .primitives import On, Reader

Stand = tuple[list[list[int]], On]  # the learner's frames as [place, coroutine], outermost first; what for

_DEEP = 24  # learner frames kept of one chain: the outermost, and more of the innermost
_OUTERMOST = 8
_LINKS = range(5_000)  # links followed at most; a chain this long is a recursion
_CHAIN = (CoroutineType, GeneratorType, AsyncGeneratorType)
_PASSES_ON = {"async_generator_asend", "async_generator_athrow", "anext_awaitable", "coroutine_wrapper"}


def _known() -> dict[int, Code]:
    known: dict[int, Code] = {}
    for code, reader in primitives.readers():
        each = known[id(code)] = Code(code, ASYNCIO, None)
        each.waits = reader
    return known


_KNOWN = _known()  # the same in every run: made once, in the process that all guests are forked from


class Waits:
    """Reads what tasks wait for.  Objects are named by type and number: Queue#1, in order of first sight."""

    def __init__(self, places: Places, task_type: type[Any]) -> None:
        self._places = places
        self._task = task_type
        self._objects: dict[int, tuple[weakref.ref[Any], str]] = {}
        self._counts: dict[str, itertools.count[int]] = {}
        self._links: dict[type, bool] = {}
        places.codes.update(_KNOWN)

    # ---- the chain ---------------------------------------------------------------------------

    def stand(self, task: Any) -> Stand:
        """Return where a task that is not running stands, and what it waits for."""
        at: list[list[int]] = []
        reader: Reader | None = None
        there = outside = None  # frames of asyncio: the reader's; a wait_for() around a coroutine (3.12+)
        number = task._rec_coro
        places = self._places
        codes, coroutines = places.codes, places.coroutines
        for link, frame in self.chain(task):
            code = frame.f_code
            known = codes.get(id(code)) or places.look(code)
            if known.side is LEARNER:
                if reader is not None:
                    outside = there if reader is primitives.wait_for else outside
                    reader = None
                if number is None:
                    seen = coroutines.get(id(link))
                    if seen is not None and seen() is link:
                        number = seen.number
                    else:
                        number = places.coroutine(link, known, frame)
                place = known.locs.get(frame.f_lasti) or places.at(known, frame.f_lasti)
                if known.comprehension and at:
                    at[-1][0] = place  # up to 3.11 an asynchronous comprehension is a coroutine of its own
                else:
                    at.append([place, number])
            elif reader is None and known.waits is not None:
                reader, there = known.waits, frame
            number = None
        if len(at) > _DEEP:
            del at[_OUTERMOST : len(at) - _DEEP + _OUTERMOST]
        return at, self._reason(task._fut_waiter, reader, there, outside)

    def chain(self, task: Any) -> Iterator[tuple[Any, FrameType]]:
        """Yield the coroutines and generators of a suspended task with their frames, outermost first."""
        link = task.get_coro()
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
                    return
                continue
            if frame is None:
                return
            yield link, frame
            link = inner

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

    # ---- the reason --------------------------------------------------------------------------

    def _reason(
        self, future: Any, reader: Reader | None, there: FrameType | None, outside: FrameType | None
    ) -> On:
        if reader is None or there is None:
            on = self.of_future(future)
        elif future is None and reader in (primitives.sleep, primitives.nothing):
            return {"kind": "yield"}
        else:
            on = reader(self, there, future)
        if outside is not None and "timeout" not in on:
            on["timeout"] = primitives.number(outside.f_locals.get("timeout"))
        return on

    def of_future(self, future: Any) -> On:
        """Say what a future is when no function of asyncio stands between it and the learner."""
        if future is None:
            return {"kind": "yield"}
        if isinstance(future, self._task):
            return {"kind": "task", **self._one(future)}
        children = getattr(future, "_children", None) if type(future) is primitives.GATHERING else None
        if children is not None:
            return {"kind": "gather", "tasks": list(dict.fromkeys(self._gathered(children)))}
        for name, callback in primitives.callbacks(future):
            if name == "shield":
                return {
                    "kind": "task",
                    "name": "shield",
                    **self._one(primitives.closed_over(callback, "inner")),
                }
            if name == "_chain_future":
                return {"kind": "to_thread"}
        return {"kind": "future", "obj": self.name(future)}

    def _one(self, task: Any) -> On:
        numbers = self.numbers([task])
        return {"task": numbers[0], "tasks": numbers} if numbers else {}

    def _gathered(self, children: Iterable[Any]) -> Iterator[int]:
        """Yield the numbers of gathered tasks, also of those in a gather() within."""
        for child in children:
            if type(child) is primitives.GATHERING:
                yield from self._gathered(child._children)
            else:
                yield from self.numbers((child,))

    def numbers(self, futures: Iterable[Any]) -> list[int]:
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
