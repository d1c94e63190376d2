"""Run a program on a virtual clock, and record what its tasks do.

    engine = Engine()
    engine.install()        # once; never undone
    engine.begin(Settings(), learner=..., emit=...)
    ...                     # any program, by any entry point of asyncio, or none
    engine.finish()

Time passes only while nothing can run, and then at once; threads share it with event loops.  Who
reads a clock, sleeps or waits meets virtual time; who can never be woken is stuck, and told so.
The harness may own the time (`authority`) and wake loops while it does (`post`).
"""

from __future__ import annotations

from .engine import Engine, before_each_loop
from .settings import Settings
from .stuck import CpuLimit, Deadlock, Livelock, Stuck, ThreadDeadlock, VirtualTimeLimit, WallLimit

__all__ = [
    "CpuLimit",
    "Deadlock",
    "Engine",
    "Livelock",
    "Settings",
    "Stuck",
    "ThreadDeadlock",
    "VirtualTimeLimit",
    "WallLimit",
    "before_each_loop",
]
