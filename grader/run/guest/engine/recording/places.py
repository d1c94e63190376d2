"""Where code stands: source spans, instances of coroutines, and who called an asyncio function.

Everything a frame tells is looked up once for a code object and instruction, then found again by two
dictionary look-ups.  Numbers of places and coroutines are counters, given at first use and introduced
by a `loc` or `coro` event.  Columns are Python's own: they count UTF-8 bytes.
"""

from __future__ import annotations

import asyncio
import inspect
import itertools
import os
import re
import weakref
from collections.abc import Callable
from itertools import islice
from types import CodeType, FrameType
from typing import Any

from . import spans, texts

# On which side of the fence a code object is.
LEARNER, ASYNCIO, CLEAR, FOREIGN, BOUNDARY = "learner", "asyncio", "clear", "foreign", "boundary"

_ASYNCIO = os.path.dirname(asyncio.__file__) + os.sep
_ENGINE = os.path.dirname(__file__) + os.sep
_STDLIB = os.path.dirname(os.__file__) + os.sep
_COMPREHENSION = re.compile(r"\.?<(?:list|set|dict)comp>")
_READS_LOCALS = frozenset({"locals", "vars", "dir", "eval", "exec"})
_MORE = 5  # arguments shown of `*args`
_CALLERS = 8  # learner frames kept of one call stack

# What an asyncio function is called in `via`, where its own last name would not say it.
_VIA = {
    "TaskGroup.create_task": "TaskGroup",
    "TaskGroup._abort": "TaskGroup",
    "TaskGroup._on_task_done": "TaskGroup",
    "TaskGroup.__aexit__": "TaskGroup",
    "Timeout._on_timeout": "timeout",
    "Runner.__exit__": "run",
    "Runner.close": "run",
    "Runner._on_sigint": "run",
    "StreamReaderProtocol.connection_made": "start_server",
    "_GatheringFuture.cancel": "gather",
    "BaseEventLoop._asyncgen_finalizer_hook": "asyncgen",
}

# Functions whose qualified name differs between versions.
_NAMES = {"_wait_for_one": "as_completed"}


def plain_name(qualname: str) -> str:
    """Return a qualified name without comprehensions, which are functions up to Python 3.11 only."""
    if "comp>" not in qualname:
        return qualname
    return _COMPREHENSION.sub("", qualname).strip(".").removesuffix(".<locals>") or "<module>"


class Code:
    """What is known of one code object.

    side: whose code it is.  waits: how to read what a frame of it waits for (set in `waits`).
    The code object is kept: its id is the key it is found by.
    """

    __slots__ = (
        "arguments",
        "clears",
        "code",
        "comprehension",
        "file",
        "first",
        "locs",
        "more",
        "name",
        "side",
        "spans",
        "via",
        "waits",
    )

    def __init__(self, code: CodeType, side: str, file: str | None) -> None:
        self.code, self.side, self.file = code, side, file or ""
        self.name = _NAMES.get(code.co_name) or plain_name(code.co_qualname)
        self.comprehension = side is LEARNER and code.co_name in ("<listcomp>", "<setcomp>", "<dictcomp>")
        self.locs: dict[int, int] = {}
        self.first: int | None = None
        self.spans: list[spans.Span] | None = None  # found out when the first place is asked for
        self.waits: Any = None
        self.via: str | None = _via(code) if side is ASYNCIO else None
        count = code.co_argcount + code.co_kwonlyargcount
        names = code.co_varnames[:count]
        self.more = code.co_varnames[count] if code.co_flags & inspect.CO_VARARGS else None
        self.arguments = names[1:] if names[:1] in (("self",), ("cls",)) else names
        # Reading `f_locals` leaves a copy behind in the frame (up to 3.12) that would keep the
        # arguments alive; it may be emptied unless the function could look at that copy itself.
        self.clears = not _READS_LOCALS.intersection(code.co_names)


def _via(code: CodeType) -> str:
    name = code.co_qualname.partition(".<locals>")[0]
    return _VIA.get(name) or name.rpartition(".")[2]


def _nobodys(filename: str) -> None:
    return None


class _Seen(weakref.ref[Any]):
    """A coroutine that has a number, as long as it lives."""

    __slots__ = ("number",)
    number: int


class Places:
    """All code, places and coroutines of one run.

    learner: the name to show for a file of the learner's, None for any other; set when a run begins.
    tell: records an event that is not counted (`loc`, `coro`), given without its time.
    """

    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        self.learner: Callable[[str], str | None] = _nobodys
        self._tell = tell
        self._files: dict[str, tuple[str, str | None]] = {}
        self.codes: dict[int, Code] = {}
        self._spans: dict[tuple[Any, ...], int] = {}
        self.coroutines: dict[int, _Seen] = {}
        self._numbers = itertools.count(1)

    # ---- code --------------------------------------------------------------------------------

    def look(self, code: CodeType) -> Code:
        """Return what is known of a code object, finding it out at first sight."""
        known = self.codes.get(id(code))
        if known is None:
            side, file = self._side(code.co_filename)
            known = self.codes[id(code)] = Code(code, side, file)
        return known

    def _side(self, filename: str) -> tuple[str, str | None]:
        known = self._files.get(filename)
        if known is None:
            known = self._files[filename] = self._judge(filename)
        return known

    def _judge(self, filename: str) -> tuple[str, str | None]:
        shown = self.learner(filename)
        if shown is not None:
            return LEARNER, shown
        if filename.startswith(_ASYNCIO):
            return ASYNCIO, None
        # Code one looks through: functools.partial and contextlib are not who made a task.
        if filename.startswith((_ENGINE, "<")):
            return CLEAR, None
        if filename.startswith(_STDLIB) and "-packages" not in filename:
            return CLEAR, None
        return FOREIGN, None

    # ---- places ------------------------------------------------------------------------------

    def at(self, known: Code, instruction: int) -> int:
        """Return the number of the place of one instruction (`f_lasti`, `tb_lasti`)."""
        number = known.locs.get(instruction)
        if number is None:
            if known.spans is None:
                known.spans = spans.spans(known.code)
            index = instruction // 2
            line, end_line, column, end_column = known.spans[index] if index >= 0 else spans.start(known.code)
            number = known.locs[instruction] = self._span(known, line, column, end_line, end_column)
        return number

    def line(self, filename: str, line: int, function: str) -> int | None:
        """Return the number of a whole line of the learner's, None when the file is not the learner's."""
        side, file = self._side(filename)
        if side is not LEARNER:
            return None
        return self._introduce((file, line, plain_name(function), None, None, None))

    def definition(self, known: Code) -> int | None:
        """Return the place of the learner's `def` line, None for other code."""
        if known.first is None and known.side is LEARNER:
            known.first = self._span(known, known.code.co_firstlineno)
        return known.first

    def _span(
        self,
        known: Code,
        line: int | None,
        column: int | None = None,
        end_line: int | None = None,
        end_column: int | None = None,
    ) -> int:
        if line is None:  # code the compiler made without a place
            line, column, end_line, end_column = known.code.co_firstlineno, None, None, None
        if column is None or end_column is None:
            return self._introduce((known.file, line, known.name, None, None, None))
        return self._introduce((known.file, line, known.name, column + 1, end_line, end_column + 1))

    def _introduce(self, span: tuple[Any, ...]) -> int:
        number = self._spans.get(span)
        if number is None:
            number = self._spans[span] = len(self._spans) + 1
            file, line, function, column, end_line, end_column = span
            self._tell(
                {
                    "ev": "loc",
                    "id": number,
                    "file": file,
                    "line": line,
                    "function": function,
                    "column": column,
                    "end_line": end_line,
                    "end_column": end_column,
                }
            )
        return number

    # ---- coroutines --------------------------------------------------------------------------

    def coroutine(self, coro: Any, known: Code, frame: FrameType) -> int:
        """Return the number of a coroutine (or asynchronous generator) of the learner's.

        Found by address, and by a weak reference that tells whether it is still the same object:
        the table must keep no coroutine alive, or Python could not say "never awaited".
        """
        seen = self.coroutines.get(id(coro))
        if seen is None or seen() is not coro:
            seen = self.coroutines[id(coro)] = _Seen(coro)
            seen.number = self.describe(coro, known, frame)
        return seen.number

    def describe(self, coro: Any, known: Code, frame: FrameType | None) -> int:
        """Introduce a coroutine and return its number, without remembering it."""
        number = next(self._numbers)
        self._tell(
            {
                "ev": "coro",
                "id": number,
                "name": known.name,  # of the code: a decorator's wrapper must not pass for what it wraps
                "args": self.arguments(known, frame),
                "loc": self.definition(known),
            }
        )
        return number

    def arguments(self, known: Code, frame: FrameType | None) -> str:
        """Return what a function was called with, in a few words."""
        if frame is None or not (known.arguments or known.more):
            return ""
        there = frame.f_locals
        values = [there[name] for name in known.arguments if name in there]
        if known.more:
            values += islice(there.get(known.more, ()), _MORE)
        if type(there) is dict and known.clears:
            there.clear()
        return texts.arguments(values)

    # ---- callers -----------------------------------------------------------------------------

    def callers(self, frame: FrameType | None, via: str | None = None) -> tuple[list[int], str | None]:
        """Return the learner's places on a call stack, innermost first, and the outermost function of
        asyncio between the learner and the end of the stack.

        via: what to say when there is none between.  None is said when the learner called a library,
        and that called asyncio.
        """
        at: list[int] = []
        foreign = inlined = False
        codes = self.codes
        while frame is not None:
            code = frame.f_code
            known = codes.get(id(code)) or self.look(code)
            side = known.side
            if side is LEARNER:
                if not inlined:
                    at.append(known.locs.get(frame.f_lasti) or self.at(known, frame.f_lasti))
                    if len(at) == _CALLERS:
                        break
                # A comprehension stands for the function around it, as it does from 3.12 on.
                inlined = known.comprehension
            elif side is BOUNDARY:
                break
            elif not at:
                if side is FOREIGN:
                    foreign = True
                elif not foreign:
                    via = known.via or via
            frame = frame.f_back
        return at, None if foreign and at else via

    def of_error(self, error: BaseException) -> list[int]:
        """Return the innermost place of the learner's that an exception came through, as a list."""
        found: list[int] = []
        traceback = error.__traceback__
        while traceback is not None:
            known = self.look(traceback.tb_frame.f_code)
            if known.side is LEARNER:
                found = [self.at(known, traceback.tb_lasti)]
            traceback = traceback.tb_next
        return found
