"""What one run of the engine is told: where the clock starts, what may be used up, which order holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NS = 1_000_000_000
"""Nanoseconds in a second: all times inside the engine are whole nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that shapes a run.  The defaults suit `grade trace FILE`.

    start_ns: what `time.monotonic()` reads at the start; not 0, since learners write `if not start`.
    epoch: what `time.time()` reads at the start (2026-01-01 00:00 UTC).
    virtual_ns: virtual time after which an endless program is stopped.
    events: how many events the recorder keeps.
    cpu_seconds, wall_seconds: real limits; the first stops `while True: pass`, the second everything.
    stagger: virtual seconds by which the k-th task's equal sleeps differ from the first task's.
    set_order, seed: order of sets of tasks; seed of `random`.
    ties: seed of the order of deadlines of the same instant; 0 is the order in which they were set.
    threads: how many threads may live at once.
    idle_steps: rounds of nothing but `sleep(0)`, with nothing else to come, that count as a livelock.
    """

    start_ns: int = 1000 * NS
    epoch: float = 1_767_225_600.0
    virtual_ns: int = 3600 * NS
    events: int = 20_000
    cpu_seconds: float = 2.0
    wall_seconds: float = 10.0
    stagger: float = 0.0
    set_order: Literal["created", "reversed"] = "created"
    seed: int = 0
    ties: int = 0
    threads: int = 64
    idle_steps: int = 100_000
