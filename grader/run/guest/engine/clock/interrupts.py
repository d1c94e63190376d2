"""What reaches a thread out of turn: signals, alarms, exceptions that a task has kept to itself.

All of it may raise, so it waits for a safe place: after a wait, before a look at the clock, or where
a loop begins a round.
"""

from __future__ import annotations

import _thread
from collections.abc import Callable
from types import FrameType

from ..settings import Settings
from ..stuck import Stuck
from .actors import Actor, State, Waiter
from .frames import in_step, module, stack
from .pacing import PacedTurns
from .turns import Authority, Observer

_ident = _thread.get_ident
_PATIENCE = 10  # rounds in which a loop may end by itself after a task was stopped


class InterruptedTurns(PacedTurns):
    """Turns with a place for what comes in between."""

    def __init__(self, observer: Observer) -> None:
        super().__init__(observer)
        self.real = True  # before the run, and in a forked child: no virtual time, no turns
        self.unwinding: tuple[Actor, Stuck] | None = None
        self._delivering = False
        self._patience = 0
        self._strangers: dict[int, Actor] = {}

    def set_going(self, settings: Settings, authority: Authority | None) -> None:
        super().set_going(settings, authority)
        self.real = False
        self._strangers.clear()

    def me(self) -> Actor:
        """Tell which actor the calling thread plays."""
        ident = _ident()
        return self.actors.get(ident) or self._strangers.get(ident) or self._meet()

    def _meet(self) -> Actor:
        """Make an actor for a thread whose start was not seen (a C library's): it is in the real world."""
        actor = Actor("stranger")
        actor.arrive()
        actor.state = State.EXTERNAL
        self._strangers[actor.tid] = actor
        return actor

    # ---- signals and alarms ------------------------------------------------------------------

    def set_alarm(self, when: int, ring: Callable[[], object]) -> Waiter:
        """Have `ring` called on the main thread at that time; `done` on the answer takes it back."""
        waiter, actor = Waiter(ring=ring), self.me()
        self._enter(actor)
        self._timers.push(when, waiter)
        self._leave(actor)
        return waiter

    def call_main(self, function: Callable[[], object]) -> None:
        """Have something called on the main thread before time passes, unless this is that thread."""
        actor = self.me()
        if self.real or actor is self.main:
            return
        self._enter(actor)
        self.interrupt(function)
        self._leave(actor)

    def _run_deferred(self, actor: Actor) -> None:
        """Run what signals have left to do; it may raise, which is why it waited for a safe place."""
        if actor is not self.main or self._delivering:
            return
        while self.deferred:
            self._delivering = True
            try:
                self.deferred.popleft()()
            finally:
                self._delivering = False

    def owns(self, frame: FrameType | None) -> bool:
        """Tell whether the clock is at work on this stack, so that nothing may be raised there."""
        for each in stack(frame):
            if each.f_code is _SAFE_PLACE:
                return False
            if module(each) in _CLOCK:
                return True
        return False

    # ---- exceptions --------------------------------------------------------------------------

    def unwind_by(self, error: Stuck, frame: FrameType | None) -> None:
        """Have the loop raise what is about to be raised here, if a task would keep it to itself."""
        self.unwinding = (self.me(), error) if in_step(frame) else None
        self._patience = _PATIENCE

    def unwind(self, *, idle: bool) -> None:
        """Run what signals have left, and raise again what a task has kept to itself.

        A loop that has something to run may be about to end by itself: it is given some rounds.
        """
        actor = self.me()
        self._run_deferred(actor)
        if self.unwinding is not None and self.unwinding[0] is actor:
            self._patience -= 1
            if idle or self._patience <= 0:
                (_actor, error), self.unwinding = self.unwinding, None
                raise error


_SAFE_PLACE = InterruptedTurns._run_deferred.__code__
_CLOCK = frozenset(f"{__package__}.{name}" for name in ("turns", "pacing", "interrupts", "clock"))
