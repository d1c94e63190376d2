"""Read a run's raw events, once, into tables that the queries of a trace work on.

The events come from a guest that is not trusted.  The wire has checked their types, not their
sense: what refers to an unknown task, happens twice or ends before it starts is left out.
Times in these tables are nanoseconds since the start of the phase that counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from grader.judge.trace_tables import Block, Coro, Life, Recording, Stand, Thread
from grader.model import Event, Place


def read(events: Iterable[Event], whole: bool = False) -> Recording:
    """Read the events of the call; of the whole run when asked to, or when there was no call."""
    events = tuple(events)
    calls = () if whole else (i for i, event in enumerate(events) if event.get("ev") == "call.start")
    first = next(iter(calls), None)
    reader = _Reader(0 if first is None else events[first].get("t", 0))
    for event in events[:first] if first else ():
        reader.read_import(event)
    for event in events[first:]:
        reader.read(event)
    return reader.recording


class _Reader:
    """Holds what must be remembered between one event and the next."""

    def __init__(self, origin: int) -> None:
        self.origin = origin
        self.recording = Recording(import_ns=origin)
        self.now = 0
        self.count = 0
        self._handlers = {
            "loc": self._loc,
            "coro": self._coro,
            "task.create": self._create,
            "task.start": self._start,
            "task.resume": self._resume,
            "task.wait": self._wait,
            "task.done": self._done,
            "task.cancel": self._cancel,
            "task.await-done": self._await_done,
            "block": self._block,
            "thread.start": self._thread_start,
            "thread.wait": self._thread_wait,
            "thread.end": self._thread_end,
            "coro.never-awaited": self._never_awaited,
            "error": self._error,
            "main.done": self._main_done,
            "stuck": self._stuck,
            "out": self._out,
            "paced": self._paced,
            "truncated": self._truncated,
        }

    def read_import(self, event: Event) -> None:
        """Places and coroutines are introduced once, maybe during the import; little else counts.

        What the file's own top level made and lost does: no run of the learner's has anything to do with it.
        """
        kind = event.get("ev")
        if kind in ("loc", "coro"):
            self._handlers[kind](event)
        elif kind == "task.create":
            self.recording.import_tasks += 1
        elif kind == "coro.never-awaited":
            place = self.recording.place(event.get("at") or ())
            if place is not None and place.function == "<module>":
                self.recording.never.append(event)

    def read(self, event: Event) -> None:
        handler = self._handlers.get(event.get("ev", ""))
        if handler is None:
            return
        self.count += 1
        self.now = max(self.now, event.get("t", 0) - self.origin)
        handler(event)
        self.recording.last_ns = self.now

    # ---- places and coroutines -----------------------------------------------------------------

    def _loc(self, event: Event) -> None:
        self.recording.places.setdefault(
            event["id"],
            Place(
                file=event["file"],
                line=event["line"],
                function=event["function"],
                column=event.get("column"),
                end_line=event.get("end_line"),
                end_column=event.get("end_column"),
            ),
        )

    def _coro(self, event: Event) -> None:
        place = self.recording.place([event["loc"]] if event.get("loc") is not None else ())
        self.recording.coros.setdefault(
            event["id"], Coro(id=event["id"], name=event["name"], args=event["args"], place=place)
        )

    # ---- tasks ---------------------------------------------------------------------------------

    def _alive(self, number: int | None) -> Life | None:
        life = self.recording.lives.get(number) if number is not None else None
        return life if life is not None and life.ended is None else None

    def _create(self, event: Event) -> None:
        lives = self.recording.lives
        by = event.get("by")
        lives.setdefault(
            event["task"],
            Life(
                id=event["task"],
                created=self.now,
                name=event.get("name") or "",
                coroutine=event["coroutine"],
                coro=event.get("coro"),
                by=by if by in lives else None,
                via=event.get("via"),
                at=tuple(event.get("at", ())),
                first=self.count,
            ),
        )

    def _start(self, event: Event) -> None:
        life = self._alive(event["task"])
        if life is not None and life.started is None:
            life.started = self.now

    def _resume(self, event: Event) -> None:
        life = self._alive(event["task"])
        if life is not None:
            if life.started is None:
                life.started = self.now
            after = event.get("after") or {}
            self._end_stand(life, after.get("kind", ""), after.get("task"))

    def _end_stand(self, life: Life, after: str = "", by: int | None = None) -> None:
        if life.stands and life.stands[-1].end is None:
            stand = life.stands[-1]
            stand.end, stand.after, stand.by, stand.last = self.now, after, by, self.count

    def _wait(self, event: Event) -> None:
        life = self._alive(event["task"])
        if life is None:
            return
        if life.started is None:
            life.started = self.now
        self._end_stand(life)
        frames = tuple((place, coro) for place, coro in event.get("at", ()))
        stand = Stand(start=self.now, on=event["on"], frames=frames, first=self.count)
        last = life.stands[-1] if life.stands else stand
        if stand.on.get("kind") == "call" and last.after == "cancel" and _same_call(last, stand):
            last.end, last.cancelled, last.last = None, True, None
            return
        life.outermost.add(frames[0][1] if frames else None)
        life.stands.append(stand)

    def _done(self, event: Event) -> None:
        life = self._alive(event["task"])
        if life is not None:
            life.value, life.error = event.get("value"), event.get("error")
            self._end(life, event["how"])

    def _end(self, life: Life, how: str) -> None:
        self._end_stand(life)
        if life.started is None and how == "returned":
            life.started = self.now
        life.ended, life.how, life.last = self.now, how, self.count
        self.recording.finished.append(life.id)

    def _cancel(self, event: Event) -> None:
        if (life := self._alive(event["task"])) is not None:
            life.cancels.append(self.now)
            self.recording.cancels.append((self.now, event))

    def _await_done(self, event: Event) -> None:
        if event["task"] in self.recording.lives:
            self.recording.taken.append((event["task"], event.get("by")))

    def _main_done(self, event: Event) -> None:
        self.recording.mains.append((self.now, event.get("task")))
        pending = event.get("pending", ())
        for number in pending:
            life = self._alive(number)
            if life is not None and life.left_at is None:
                life.left_at = self.now
                if not life.housekeeping:
                    self.recording.pending.append(number)
        main = self._alive(event.get("task"))
        if main is not None and main.id not in pending and main.left_at is None:
            # Its own end was one event too many; that it is over is known all the same.
            self._end(main, event.get("how") or "returned")

    # ---- blocks and threads --------------------------------------------------------------------

    def _stretch(self, event: Event) -> tuple[int, int]:
        start = max(event["since"] - self.origin, 0)
        return start, min(event["since"] - self.origin + event["ns"], self.now)

    def _block(self, event: Event) -> None:
        start, end = self._stretch(event)
        if end > start:
            task = event.get("task") if event.get("task") in self.recording.lives else None
            frames = tuple(
                (place, None) if type(place) is int else tuple(place) for place in event.get("at", ())
            )
            self.recording.blocks.append(Block(start, end, event["what"], task, frames))

    def _thread_start(self, event: Event) -> None:
        number = event["thread"]
        by, at = event.get("by"), tuple(event.get("at", ()))
        thread = Thread(number, event["name"], event.get("fn") or "", by, at, started=self.now)
        self.recording.threads.setdefault(number, thread)

    def _thread_wait(self, event: Event) -> None:
        start, end = self._stretch(event)
        thread = self.recording.threads.get(event["thread"])
        idle = not event.get("at") and event["what"].endswith("SimpleQueue.get")  # of a pool, without work
        if thread is not None and thread.ended is None and end > start and not idle:
            thread.waits.append((start, end, event["what"], tuple(event.get("at", ()))))

    def _thread_end(self, event: Event) -> None:
        thread = self.recording.threads.get(event["thread"])
        if thread is not None and thread.ended is None:
            thread.ended = self.now

    # ---- the rest ------------------------------------------------------------------------------

    def _never_awaited(self, event: Event) -> None:
        self.recording.never.append(event)

    def _error(self, event: Event) -> None:
        self.recording.errors.append((self.now, event))

    def _stuck(self, event: Event) -> None:
        if self.recording.stuck is not None:
            return
        self.recording.stuck = event
        # What follows is the engine's doing: it unwinds the tasks that could not go on.
        for life in self.recording.lives.values():
            if life.ended is None and life.left_at is None:
                life.left_at = self.now

    def _out(self, event: Event) -> None:
        self.recording.printed.append((self.now, event["stream"], event["text"]))

    def _paced(self, event: Event) -> None:
        self.recording.paced.append(event["why"])

    def _truncated(self, event: Event) -> None:
        self.recording.dropped = max(self.recording.dropped, event["dropped"])


def _same_call(one: Stand, other: Stand) -> bool:
    return (one.end, one.on, one.frames) == (other.start, other.on, other.frames)
