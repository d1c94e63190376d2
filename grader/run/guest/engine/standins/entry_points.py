"""Make every way to an event loop lead to the virtual one."""

from __future__ import annotations

import asyncio
import asyncio.events
import asyncio.runners
import importlib.machinery
import sys
import types
from collections.abc import Callable
from typing import Any

from .event_loop import OrderedTimerHandle, VirtualLoop
from .replace import dress, put, put_known

_LOOP_NAMES = ("SelectorEventLoop", "EventLoop", "ProactorEventLoop")
_PRIVATE_LOOP_NAMES = ("_UnixSelectorEventLoop", "_WindowsSelectorEventLoop")
_POLICIES = (
    "_UnixDefaultEventLoopPolicy",
    "_WindowsSelectorEventLoopPolicy",
    "WindowsSelectorEventLoopPolicy",
    "_WindowsProactorEventLoopPolicy",
    "WindowsProactorEventLoopPolicy",
)
_PLATFORM = sys.modules.get("asyncio.unix_events") or sys.modules.get("asyncio.windows_events")


def install() -> None:
    """Replace the names of loops, of what makes loops, and of libraries that bring their own."""
    put(asyncio.events, TimerHandle=OrderedTimerHandle)
    put(asyncio, TimerHandle=OrderedTimerHandle)
    for owner in (asyncio, _PLATFORM):
        put_known(owner, **dict.fromkeys((*_LOOP_NAMES, *_PRIVATE_LOOP_NAMES), VirtualLoop))
    # Policies look their loop up in a class attribute; they are hidden from 3.14 and gone in 3.16.
    for name in _POLICIES:
        put_known(getattr(_PLATFORM, name, None), _loop_factory=VirtualLoop)
    put(asyncio.events, new_event_loop=_NEW_EVENT_LOOP)
    put(asyncio, new_event_loop=_NEW_EVENT_LOOP)
    put(asyncio.runners.Runner, __init__=_checking_init(asyncio.runners.Runner.__init__))
    sys.modules.update(_STAND_INS)


def checked(factory: Callable[[], Any]) -> Callable[[], Any]:
    """Wrap a loop factory so that a loop on real time is refused, and a virtual one made instead."""

    def make() -> Any:
        loop = factory()
        if isinstance(loop, VirtualLoop):
            return loop
        loop.close()
        return VirtualLoop()

    return make


def _checking_init(real_init: Callable[..., None]) -> Callable[..., None]:
    def init(self: Any, *, debug: bool | None = None, loop_factory: Any = None) -> None:
        real_init(self, debug=debug, loop_factory=None if loop_factory is None else checked(loop_factory))

    return init


def _stand_in(name: str) -> types.ModuleType:
    """Make a module in the place of uvloop: `uvloop.run` would insist on uvloop's own loop."""
    module = types.ModuleType(name, "On the virtual clock, asyncio's own event loop serves.")
    module.__spec__ = importlib.machinery.ModuleSpec(name, None)

    def install() -> None:
        """Do nothing: the virtual loop is in place already."""

    def run(main: Any, *, debug: bool | None = None, loop_factory: object = None, **_options: Any) -> Any:
        """Run a coroutine, as `asyncio.run` does."""
        return asyncio.run(main, debug=debug)

    put(module, install=install, run=run, new_event_loop=VirtualLoop, Loop=VirtualLoop)
    policy = getattr(_PLATFORM, _POLICIES[0], object)
    put(module, EventLoopPolicy=type("EventLoopPolicy", (policy,), {}), __version__="0.0")
    return module


# Made once, in the process that all guests are forked from.
_NEW_EVENT_LOOP = dress(checked(asyncio.events.new_event_loop), asyncio.events.new_event_loop)
_STAND_INS = {name: _stand_in(name) for name in ("uvloop", "winloop")}
