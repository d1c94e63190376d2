"""Read a thread's stack: whose code is at work there, and what it waits in."""

from __future__ import annotations

import asyncio.events
import concurrent.futures
import concurrent.futures.thread as pools
import functools
import os
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

_ENGINE = __name__.rpartition(".")[0].rpartition(".")[0]
_OURS = _ENGINE.rpartition(".guest.")[0] or _ENGINE  # the engine, and the harness around it
_HANDLE_RUN = asyncio.events.Handle._run.__code__
_WORKER, _JOB = pools._worker.__code__, pools._WorkItem.run.__code__
_STDLIB = os.path.dirname(os.__file__) + os.sep


def stack(frame: FrameType | None) -> Iterator[FrameType]:
    """Go through the frames from the innermost outwards."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def module(frame: FrameType) -> str:
    name = frame.f_globals.get("__name__")
    return name if type(name) is str else ""


def caller(frame: FrameType) -> FrameType:
    """Skip the engine's own frames."""
    return next((each for each in stack(frame) if not module(each).startswith(_ENGINE)), frame)


def in_harness(frame: FrameType) -> bool:
    """Tell whether the harness itself is at work: while it speaks with the host, no time passes."""
    name = module(frame)
    return name.startswith(_OURS) and not name.startswith(_ENGINE)


def in_our_hands(frame: FrameType | None) -> bool:
    """Tell whether engine or harness are at work on behalf of the program's innermost frame."""
    for each in stack(frame):
        if module(each).startswith(_OURS):
            return True
        if not each.f_code.co_filename.startswith((_STDLIB, "<frozen")):
            return False
    return False


def in_step(frame: FrameType | None) -> bool:
    """Tell whether an event loop is calling something, and would keep an exception from it to itself."""
    return any(each.f_code is _HANDLE_RUN for each in stack(frame))


def is_idle_worker(frame: FrameType) -> bool:
    """Tell whether a thread of a pool waits for its next job."""
    codes = {each.f_code for each in stack(frame)}
    return _WORKER in codes and _JOB not in codes


def learners(frame: FrameType | None, learner: Callable[[str], str | None]) -> FrameType | None:
    """Find the innermost frame of the learner's code."""
    return next((each for each in stack(frame) if learner(each.f_code.co_filename) is not None), None)


def name_of_wait(frame: FrameType | None, otherwise: str) -> str:
    """Name what a thread waits in as the program would call it: the outermost function that we know.

    A `queue.Queue.get` waits in a Condition, which waits for a lock: the learner wrote the first.
    """
    names = _names_of_waits()
    known = [names[each.f_code] for each in stack(frame) if each.f_code in names]
    return known[-1] if known else otherwise


@functools.cache
def _names_of_waits() -> dict[CodeType, str]:
    futures: Any = concurrent.futures
    functions: dict[str, Any] = {
        "threading.Event.wait": threading.Event.wait,
        "threading.Condition.wait": threading.Condition.wait,
        "threading.Condition.wait_for": threading.Condition.wait_for,
        "threading.Semaphore.acquire": threading.Semaphore.acquire,
        "threading.Barrier.wait": threading.Barrier.wait,
        "queue.Queue.get": queue.Queue.get,
        "queue.Queue.put": queue.Queue.put,
        "queue.Queue.join": queue.Queue.join,
        "queue.SimpleQueue.get": queue._PySimpleQueue.get,  # type: ignore[attr-defined]  # private
        "Future.result": futures.Future.result,
        "Future.exception": futures.Future.exception,
        "concurrent.futures.wait": futures.wait,
        "concurrent.futures.as_completed": futures.as_completed,
        "Executor.map": _inner(futures.Executor.map),
        "Executor.shutdown": futures.ThreadPoolExecutor.shutdown,
        "subprocess.run": subprocess.run,
        "Popen.communicate": subprocess.Popen.communicate,
        "Popen.wait": subprocess.Popen.wait,
    }
    return {code: name for name, each in functions.items() if (code := _code(each)) is not None}


def _code(function: Any) -> CodeType | None:
    return function if isinstance(function, CodeType) else getattr(function, "__code__", None)


def _inner(function: Any) -> CodeType | None:
    """Find the generator inside a function that returns one."""
    return next((each for each in function.__code__.co_consts if isinstance(each, CodeType)), None)
