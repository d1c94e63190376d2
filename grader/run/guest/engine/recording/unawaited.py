"""Coroutines that were made and never run.

Python finds most of them when it finalises them, and says so through a function of `warnings` that
gets the coroutine itself.  Those that something still refers to at the end of the run (a list, a
traceback, the returned value) are found by looking through all objects.
"""

from __future__ import annotations

import sys
import warnings
from types import CoroutineType
from typing import Any

from .log import Log
from .places import ASYNCIO, LEARNER, Places

_DEPTH = 3  # the caller's line is the first; asyncio's own iterators stand between for two more
_COMPREHENSIONS = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})


def remember_origins(depth: int = _DEPTH) -> None:
    """Have coroutines remember where they were made.  This holds for the calling thread only."""
    sys.set_coroutine_origin_tracking_depth(depth)


class Unawaited:
    """Tells of coroutines that never ran."""

    def __init__(self, log: Log, places: Places) -> None:
        self._log, self._places = log, places
        self.ending = False  # the run is over: it is us who call the garbage collector

    def install(self) -> None:
        """Hear of every coroutine that Python finds unawaited, from now on."""
        # CPython looks this function up by its name, each time.
        warnings._warn_unawaited_coroutine = self._warn  # type: ignore[attr-defined]

    def _warn(self, coro: CoroutineType[Any, Any, Any]) -> None:
        self._tell(coro, alive=False)
        # Not CPython's own function: it would add the origins, which the program did not ask for.
        if self.ending:  # as Python has it when it collects at its own end
            warnings.warn_explicit(_message(coro), RuntimeWarning, "sys", 1, source=coro)
        else:
            warnings.warn(_message(coro), category=RuntimeWarning, stacklevel=2, source=coro)

    def find_alive(self, running: set[int], objects: list[Any]) -> None:
        """Tell of those among all objects that are still referred to.

        running: ids of coroutines that tasks were to run.
        """
        found = [
            each
            for each in objects
            if type(each) is CoroutineType
            and each.cr_frame is not None
            and not (each.cr_running or each.cr_suspended)
            and id(each) not in running
        ]
        found.sort(key=self._order)
        for coro in found:
            self._tell(coro, alive=True)

    def _order(self, coro: CoroutineType[Any, Any, Any]) -> tuple[str, int, str]:
        """Return a key to sort by: the collector's own order is not the same in every run."""
        code = coro.cr_code
        file, line, _ = (coro.cr_origin or ((code.co_filename, code.co_firstlineno, ""),))[0]
        return file, line, self._places.arguments(self._places.look(code), coro.cr_frame)

    def _tell(self, coro: CoroutineType[Any, Any, Any], alive: bool) -> None:
        places = self._places
        at = self._origin(coro)
        known = places.look(coro.cr_code)
        number = definition = None
        if known.side is LEARNER:
            number = places.describe(coro, known, coro.cr_frame)
            definition = places.definition(known)
        elif not at:
            return  # made by a library for itself
        fields: dict[str, Any] = {"alive": True} if alive else {}
        self._log.rare(
            "coro.never-awaited",
            name=known.name if at and known.side is ASYNCIO else coro.__qualname__,
            coro=number,
            **{"def": definition},
            at=at,
            message=_message(coro),
            **fields,
        )

    def _origin(self, coro: CoroutineType[Any, Any, Any]) -> list[int]:
        """Return the learner's lines where a coroutine was made, innermost first."""
        at: list[int] = []
        inside: int | None = None  # the line within a comprehension, which stands for the function around it
        for file, line, function in coro.cr_origin or ():
            exact, inside = inside or line, None
            if function in _COMPREHENSIONS:
                inside = exact
                continue
            place = self._places.line(file, exact, function)
            if place is not None:
                at.append(place)
        return at


def _message(coro: CoroutineType[Any, Any, Any]) -> str:
    return f"coroutine '{coro.__qualname__}' was never awaited"
