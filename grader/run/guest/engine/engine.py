"""The engine as a whole: puts its parts in place, and tells the recorder what the clock notices."""

from __future__ import annotations

import asyncio
import asyncio.events
import contextlib
import os
import random
import sys
import threading
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

from .clock import frames
from .clock.actors import Actor, State, Ties, Waiter
from .clock.clock import Clock
from .clock.turns import Authority
from .recording.recorder import Recorder
from .settings import Settings
from .standins import blocking_io, entry_points, executors, locks, processes, signals, wall_clocks
from .standins.cpu_watch import CpuWatch
from .standins.event_loop import OrderedTimerHandle, VirtualLoop
from .standins.threads import Threads
from .stuck import KINDS, Stuck

Event = dict[str, Any]


@contextlib.contextmanager
def before_each_loop(call: Callable[[], None]) -> Iterator[None]:
    """Have something called whenever an event loop begins to run, inside the block."""
    VirtualLoop.before_run = staticmethod(call)
    try:
        yield
    finally:
        VirtualLoop.before_run = None


class Engine:
    """One per process, for one run.  Time is real until the run begins.

    records: whether events are recorded at all.
    """

    def __init__(self, *, records: bool = True) -> None:
        self.stuck: str | None = None
        self._learner: Callable[[str], str | None]
        self._emit: Callable[[Event], None]
        self._silenced = True
        self._observer = _Observer(self)
        self._clock = Clock(self._observer)
        self.recorder = Recorder(self._clock, records=records)
        self._jobs = executors.Jobs()
        self._threads = Threads(self._clock, self._observer.thread_started, self._observer.thread_ended)
        self._watch = CpuWatch(self._clock, self._out_of_cpu)

    # ---- for the harness -------------------------------------------------------------------------

    @property
    def now(self) -> int:
        return self._clock.now

    @property
    def start(self) -> int:
        return self._clock.start

    def install(self) -> None:
        """Put everything on the clock.  What is the same for every run: guests are forked after it."""
        clock = self._clock
        locks.install(clock, _task)
        self._threads.install()
        executors.install(self._jobs)
        wall_clocks.install(clock)
        signals.install(clock)
        VirtualLoop.clock = clock
        blocking_io.install(clock)
        processes.install(clock, self._become_child)
        entry_points.install()
        self.recorder.install(VirtualLoop)

    def begin(
        self,
        settings: Settings,
        *,
        learner: Callable[[str], str | None],
        emit: Callable[[Event], None],
        authority: Authority | None = None,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        """Start the clock, and record: from here on all time is virtual.

        learner: the name to show for a file of the learner's code, None for any other file.
        emit: called for every event, in order.
        authority: who owns the time; None lets it jump.
        leave: how to end the process when nothing else helps.
        """
        self._learner, self._emit = learner, emit
        self._silenced = False
        self._clock.set_going(settings, authority)
        self._threads.most = settings.threads
        VirtualLoop.stagger, VirtualLoop.idle_steps = settings.stagger, settings.idle_steps
        OrderedTimerHandle.ties = Ties(settings.ties)
        self.recorder.begin(settings, learner, self._pass_on)
        random.seed(settings.seed)
        self._watch.begin(settings.cpu_seconds, settings.wall_seconds, leave)

    def post(self, loop: asyncio.AbstractEventLoop, callback: Callable[..., object], *args: Any) -> None:
        """Schedule a callback while the authority advances (only then: the clock is locked for others)."""
        assert isinstance(loop, VirtualLoop)
        loop.post(callback, args)

    def sleep(self, seconds: float, what: str) -> None:
        """Let the calling thread stand still so long.  what: the call that does, as reports name it."""
        self._clock.sleep(seconds, what)

    def begin_call(self) -> None:
        """Take note that loading is over and the call begins: what was polled before is forgotten."""
        self._clock.new_step()

    def register_call(self, code: CodeType, name_local: str) -> None:
        """Show waits in this function as calls of the host, named by one of its locals."""
        self.recorder.register_call(code, name_local)

    def finish(self) -> None:
        """Tell what only shows at the end of a run.  Nothing is recorded afterwards."""
        self._clock.new_step()
        self.recorder.finish()
        self._silenced = True
        self._watch.stop()

    # ---- the rest ----------------------------------------------------------------------------------

    def _pass_on(self, event: Event) -> None:
        if not self._silenced:
            self._emit(event)

    def _become_child(self) -> None:
        """In a forked child of the program: real time, and not a word to anybody."""
        if self._clock.real:
            return
        self._silenced = True
        self._clock.go_real()

    def _out_of_cpu(self, frame: FrameType | None) -> Stuck:
        return self.report_stuck("livelock" if self._clock.spinning else "cpu-limit", None, frame)

    def report_stuck(self, kind: str, loop: object, frame: FrameType | None, detail: str = "") -> Stuck:
        """Record the first standstill; later ones come from unwinding it."""
        if self.stuck is None:
            self.stuck = kind
            self._watch.prolong()
            self.recorder.stuck(kind, loop, frames.learners(frame, self._learner) or frame, detail)
        return KINDS[kind](detail)

    def submitted(self) -> str | None:
        """Name the job that a pool's new thread is started for."""
        return self._jobs.submitted

    @property
    def main(self) -> Actor:
        return self._clock.main

    def waiting(self) -> list[Actor]:
        """List the actors that wait."""
        return [actor for actor in self._clock.actors.values() if actor.state is State.WAITING]


def _task() -> asyncio.Task[Any] | None:
    """Tell which task runs in this thread."""
    loop = asyncio.events._get_running_loop()
    return None if loop is None else asyncio.current_task(loop)


class _Observer:
    """Puts what the clock notices into the recorder's words."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # ---- what the clock tells ------------------------------------------------------------------------

    def step(self) -> object:
        return id(_task())

    def stood_still(self, waiter: Waiter, since: int, frame: FrameType) -> None:
        recorder, now = self._engine.recorder, self._engine.now
        what = frames.name_of_wait(frame, waiter.what)
        tell = recorder.thread_waited if asyncio.events._get_running_loop() is None else recorder.blocked
        tell(what, since, now - since, frame)

    def paced(self, why: str) -> None:
        self._engine.recorder.paced(why)

    def stuck(self, kind: str, waiter: Waiter | None) -> Stuck:
        engine, frame = self._engine, sys._getframe(1)
        blocked = self._blocked() if kind == "deadlock" else []
        if waiter is not None and waiter.loop is None and kind == "deadlock":
            blocked.insert(0, (threading.current_thread().name, waiter, frame))
        if not blocked:
            return engine.report_stuck(kind, waiter.loop if waiter is not None else None, frame)
        detail = "; ".join(_sentence(*each) for each in blocked)
        return engine.report_stuck("thread-deadlock", None, blocked[0][2], detail)

    def _blocked(self) -> list[tuple[str, Waiter, FrameType]]:
        """List the threads that stand in blocking calls of the learner's code, and are waited for."""
        me, stacks = threading.get_ident(), sys._current_frames()
        found = []
        for actor in self._engine.waiting():
            frame = stacks.get(actor.tid)
            waiter = actor.waiter
            if actor.tid == me or frame is None or waiter is None or waiter.loop is not None:
                continue
            if not getattr(actor.thread, "daemon", False) and not frames.is_idle_worker(frame):
                name = threading.main_thread().name if actor is self._engine.main else actor.name
                found.append((name, waiter, frame))
        return found

    # ---- what the threads tell -------------------------------------------------------------------------

    def thread_started(self, thread: threading.Thread) -> None:
        target = getattr(thread, "_target", None)
        name = self._engine.submitted() or executors.name_of(thread.run if target is None else target)
        self._engine.recorder.thread_started(thread, name, sys._getframe(1))

    def thread_ended(self, thread: threading.Thread) -> None:
        self._engine.recorder.thread_ended(thread)


def _sentence(thread: str, waiter: Waiter, frame: FrameType) -> str:
    """Say what a thread waits for, and who could end it."""
    who = "the main thread" if thread == threading.main_thread().name else f"thread {thread}"
    sentence = f"{who} waits in {frames.name_of_wait(frame, waiter.what)}"
    if isinstance(waiter.target, threading.Thread):
        return f"{sentence} for thread {waiter.target.name}"
    holder = getattr(waiter.target, "holder", None)
    # Conditions wait for locks, too, but for such as they hold themselves.
    if isinstance(holder, tuple) and frames.name_of_wait(frame, waiter.what) == waiter.what:
        return f"{sentence} for a lock held by {_holder(*holder)}"
    return sentence


def _holder(ident: int, task: Any) -> str:
    if task is not None:
        return f"task {getattr(task.get_coro(), '__qualname__', '?')}"
    return next(
        (f"thread {t.name}" for t in threading.enumerate() if t.ident == ident), "a thread that has ended"
    )
