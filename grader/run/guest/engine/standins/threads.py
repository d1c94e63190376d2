"""Threads on the virtual clock: each start makes an actor, each end wakes who joins."""

from __future__ import annotations

import _thread
import functools
import threading
from collections.abc import Callable
from typing import Any

from ..clock.actors import Actor, State, Waiter
from ..clock.clock import Clock
from .replace import dress, put, put_known


class Threads:
    """Starts and joins the program's threads.

    most: how many may live at once.  started, ended: told of threads that begin and end.
    """

    def __init__(
        self,
        clock: Clock,
        started: Callable[[threading.Thread], None],
        ended: Callable[[threading.Thread], None],
    ) -> None:
        self._clock, self.most = clock, 0
        self._started, self._ended = started, ended
        self._join, self._is_alive = threading.Thread.join, threading.Thread.is_alive
        self._shutdown: Callable[[], None] = threading._shutdown  # type: ignore[attr-defined]  # private

    def install(self) -> None:
        """Replace how threads are started, joined and waited for at the interpreter's end."""
        self._clock.see_off = self._see_off
        start = self._starting(_thread.start_new_thread)
        put(_thread, start_new_thread=start, start_new=start)
        put_known(threading, _start_new_thread=start)
        if hasattr(threading, "_start_joinable_thread"):  # 3.13+
            real = threading._start_joinable_thread
            put(threading, _start_joinable_thread=self._starting_joinable(real))
        threads = self

        def join(self: threading.Thread, timeout: float | None = None) -> None:
            threads.join(self, timeout)

        def is_alive(self: threading.Thread) -> bool:
            return threads.is_alive(self)

        put(threading.Thread, join=dress(join, self._join), is_alive=dress(is_alive, self._is_alive))
        put(threading, _shutdown=self.shutdown)

    # ---- starting ------------------------------------------------------------------------------

    def _starting(self, real: Callable[..., int]) -> Callable[..., int]:
        def start_new_thread(
            function: Callable[..., Any], args: tuple[Any, ...], kwargs: Any = None, /
        ) -> int:
            if self._clock.real:
                return real(function, args, kwargs or {})
            actor = self._actor(function)
            play = (self._play, (actor, function, args, kwargs or {}))
            return int(self._clock.launch(actor, lambda: real(*play)))

        return start_new_thread

    def _starting_joinable(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def start_joinable_thread(function: Callable[[], Any], **options: Any) -> Any:
            if self._clock.real:
                return real(function, **options)
            actor = self._actor(function)
            play = functools.partial(self._play, actor, function, (), {})
            return self._clock.launch(actor, lambda: real(play, **options))

        return start_joinable_thread

    def _actor(self, function: Callable[..., Any]) -> Actor:
        """Make the actor for a thread that is about to start."""
        if len(self._clock.actors) > self.most:
            raise RuntimeError("can't start new thread")
        thread = getattr(function, "__self__", None)
        if not isinstance(thread, threading.Thread):
            return Actor("thread")
        actor = Actor(thread.name)
        actor.thread = thread
        put(thread, _virtual_actor=actor)
        self._started(thread)
        return actor

    def _play(self, actor: Actor, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Any) -> None:
        """Run a thread from its first turn to its last."""
        self._clock.begin(actor)
        try:
            function(*args, **kwargs)
        finally:
            if isinstance(actor.thread, threading.Thread):
                self._ended(actor.thread)
            self._clock.retire(actor)

    # ---- waiting for the end ---------------------------------------------------------------------

    def join(self, thread: threading.Thread, timeout: float | None = None) -> None:
        """Wait in virtual time, then really, for the little that a thread does after its last turn."""
        actor = self._joinable(thread)
        if actor is None:
            self._join(thread, timeout)
            return
        if actor.state is not State.DONE:
            waiter = Waiter("Thread.join", target=thread)
            actor.joiners.append(waiter)
            self._clock.wait(waiter, None if timeout is None else self._clock.deadline(max(timeout, 0)))
        if actor.state is State.DONE:
            self._join_really(thread)

    def _see_off(self, actor: Actor) -> None:
        if isinstance(actor.thread, threading.Thread):
            self._join_really(actor.thread)
        self._clock.forget(actor)

    def _join_really(self, thread: threading.Thread) -> None:
        me = self._clock.me()
        me.brief = True
        try:
            self._join(thread)
        finally:
            me.brief = False

    def _joinable(self, thread: threading.Thread) -> Actor | None:
        """Tell the actor to wait for; None leaves it to the stock method, which knows what is wrong."""
        actor = vars(thread).get("_virtual_actor")
        if self._clock.real or not isinstance(actor, Actor) or thread is threading.current_thread():
            return None
        return actor if thread.ident is not None else None

    def is_alive(self, thread: threading.Thread) -> bool:
        """Tell whether a thread runs; asking again and again takes time, as reading a clock does."""
        actor = vars(thread).get("_virtual_actor")
        if self._clock.real or not isinstance(actor, Actor):
            return self._is_alive(thread)
        self._clock.read()
        if actor.state is State.DONE:
            self._join_really(thread)
        return self._is_alive(thread)

    def shutdown(self) -> None:
        """End as the interpreter does: let all threads that are not daemons come to their end."""
        if not self._clock.real:
            for step in reversed(list(getattr(threading, "_threading_atexits", ()))):
                step()
            while True:
                left = [t for t in threading.enumerate() if not t.daemon and self._joinable(t) is not None]
                if not left:
                    break
                left[0].join()
        self._shutdown()
