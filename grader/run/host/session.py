"""One run: a guest process, its turns on the host's clock, and the calls it makes into the host.

Everything the guest sends is checked before it is used.  A guest that breaks the rules of the wire,
runs out of a limit or dies ends its run as killed, with the reason; that is never an error of ours.
"""

from __future__ import annotations

import asyncio
import inspect
import signal
from typing import Any

from grader.model import Event, Limits, Outcome, Run, RunError, Schedule
from grader.run import values, wire
from grader.run.host.channel import GuestChannel, Over
from grader.run.host.clock import NS, HostLoop
from grader.run.host.objects import HostObjects, decode_error
from grader.run.sandbox.process import GuestProcess


class Session:
    """A guest's run, as a participant of the host's clock.  Await `outcome` for its Run.

    local_clock: the guest keeps its own time (a program that is only traced, not judged).
    """

    def __init__(
        self,
        process: GuestProcess,
        limits: Limits,
        call: str,
        schedule: Schedule,
        *,
        local_clock: bool = False,
    ) -> None:
        self._local_clock = local_clock
        loop = asyncio.get_running_loop()
        if not isinstance(loop, HostLoop):
            raise TypeError(f"a guest's time is the host loop's; this is a {type(loop).__name__}")
        self._loop = loop
        self._process, self._limits = process, limits
        self._call, self._schedule = call, schedule
        self.objects = HostObjects()
        self.outcome: asyncio.Future[Run] = self._loop.create_future()
        self.due: int | None = None
        self._channel = GuestChannel(process, limits)
        self._events: list[Event] = []
        self._tasks: dict[int, asyncio.Task[Any]] = {}
        self._answers: list[dict[str, Any]] = []
        self._idle_steps = 0
        self._until = self._loop.now
        self._begun: int | None = None
        self._printed_before = (0, 0)
        self._returned: int | None = None
        self._value: Any = None

    # ---- life ----------------------------------------------------------------------------------

    @property
    def _now(self) -> int:
        return self._loop.now

    def begin(self, request: wire.Frame) -> None:
        """Send the request and let the guest run until it stands still for the first time."""
        self._started = self._now
        self._loop.break_ties(self._schedule.ties)
        self._loop.join(self)
        self._send(request)
        if not self.outcome.done():
            self._listen()

    def take_turn(self, now: int) -> None:
        """Tell the guest the time and what its calls gave; read until it stands still again."""
        answers, self._answers = self._answers, []
        self.due = None
        self._until = self._loop.horizon(self)
        self._send({"op": "go", "now": now, "until": self._until, "answers": answers})
        if not self.outcome.done():
            self._listen()

    def give_up(self) -> None:
        """Nothing will ever happen to it again: a deadlock, which the guest explains itself."""
        self._send({"op": "go", "now": None, "until": self._now, "answers": []})
        if not self.outcome.done():
            self._listen()

    def cancel(self) -> None:
        """Abandon the run: the test that wanted it has gone."""
        self._finish(Outcome.KILLED, reason="abandoned")

    # ---- what the guest says -------------------------------------------------------------------

    def _listen(self) -> None:
        """Handle frames until one of them hands the turn back, or the run is over."""
        try:
            while not self.outcome.done() and self._handle(self._channel.receive()):
                pass
        except Over as over:
            self._finish(Outcome.KILLED, reason=str(over))
        except wire.Closed:
            self._died()
        except (wire.WireError, ValueError) as error:
            self._finish(Outcome.KILLED, reason="protocol", note=str(error))

    def _handle(self, frame: wire.Frame) -> bool:
        """Act on one frame; return whether the guest goes on running."""
        op = wire.check_frame(frame)
        self._events += frame.get("events", ())
        if len(self._events) > self._limits.events * 2 + 1_000:
            raise wire.WireError("more events than agreed")
        if not self._local_clock and "now" in frame:
            self._move(frame["now"])
        if op == "turn":
            return self._turn(frame)
        if op == "call":
            answer = self._call_plain(frame)
            self._until = min(self._until, self._loop.horizon(self))
            self._send(answer | {"until": self._until})
        elif op == "begun":
            self._call_begins(frame)
        elif op == "returned":
            self._call_returned(frame)
        elif op == "end":
            self._ended(frame)
        return True

    def _move(self, now: int) -> None:
        """Follow the guest to where it has gone by itself, which may not be further than it was let."""
        if not self._loop.now <= now <= self._until:
            raise wire.WireError("a time that was not given")
        self._loop.now = now

    def _call_begins(self, frame: wire.Frame) -> None:
        """Note when, on our own clock: what the guest claims about times is only ever shown."""
        if self._begun is not None:
            raise wire.WireError("the call begins a second time")
        self._begun = self._now
        self._printed_before = (max(0, frame.get("stdout", 0)), max(0, frame.get("stderr", 0)))
        self._events.append({"ev": "call.start", "t": self._begun - self._started})

    def _call_returned(self, frame: wire.Frame) -> None:
        """Note when and with what: a value that is found later was not there at that time."""
        if self._begun is None or self._returned is not None:
            raise wire.WireError("a call that is not going on returns")
        self._returned = self._now
        self._value = self.objects.decode(frame.get("value"))

    def _turn(self, frame: wire.Frame) -> bool:
        self._idle_steps += 1
        if self._idle_steps > self._limits.idle_steps:
            self._finish(Outcome.STUCK, reason="too many steps")
            return False
        for call in frame["calls"]:
            self._call_async(call)
        for number in frame["cancels"]:
            if number in self._tasks:
                self._tasks[number].cancel()
        self.due = frame["wake"]
        return False

    def _ended(self, frame: wire.Frame) -> None:
        try:
            outcome = Outcome(frame["outcome"])
        except ValueError:
            raise wire.WireError("no such outcome") from None
        if outcome in (Outcome.FAULT, Outcome.KILLED):
            raise wire.WireError("no outcome for a guest to claim")
        if not self._channel.drained:
            raise wire.WireError("something came after the end")
        if not self._local_clock:
            if outcome is Outcome.EXITED and self._begun is None:
                outcome = Outcome.NOT_LOADED
            if outcome is Outcome.FINISHED and self._returned is None:
                raise wire.WireError("a call finished that has not returned")
        error = decode_error(frame["error"]) if frame.get("error") is not None else None
        self._finish(
            outcome,
            reason=frame.get("reason"),
            error=error,
            value=self._value if outcome is Outcome.FINISHED else None,
            kind=frame.get("kind"),
        )

    def _died(self) -> None:
        """The channel closed without a last word: killed by a signal, or exited on the quiet."""
        status = self._process.end()
        if not self._events:
            self._finish(Outcome.FAULT, reason=f"the guest did not come up (status {status})")
        elif status < 0:
            name = _signal_name(-status)
            self._finish(
                Outcome.KILLED,
                reason={"SIGXCPU": "cpu-limit", "SIGKILL": "killed"}.get(name, f"signal {name}"),
            )
        else:
            self._finish(Outcome.EXITED, reason=f"exit status {status}")

    # ---- calls into the host -------------------------------------------------------------------

    def _call_plain(self, frame: wire.Frame) -> wire.Frame:
        """Run a plain function while the guest stands still; what it raises goes to the guest."""
        function, args, kwargs = self._asked_for(frame)
        takes = getattr(function, "__grader_takes__", 0)
        lasts = 0
        try:  # how long it takes may follow from what the guest has given it
            lasts = round(float(takes(*args, **kwargs) if callable(takes) else takes) * NS)
            answer = {"op": "answer", "value": self.objects.encode(function(*args, **kwargs))}
        except Exception as error:
            answer = {"op": "answer", "error": values.Encoder().error(error)}
        return answer | ({"takes": lasts} if lasts else {})

    def _asked_for(self, call: dict[str, Any]) -> tuple[Any, list[Any], dict[str, Any]]:
        if self._begun is None:  # else time the call needs could be had before it begins
            raise wire.WireError("a collaborator is called before the call begins")
        return self.objects.find(call)

    def _call_async(self, call: dict[str, Any]) -> None:
        function, args, kwargs = self._asked_for(call)
        number = call["id"]
        if number in self._tasks:
            raise wire.WireError("a call's number is used twice")
        task = self._loop.create_task(_run_coroutine(function, args, kwargs))
        self._tasks[number] = task
        task.add_done_callback(lambda task: self._call_ended(number, task))

    def _call_ended(self, number: int, task: asyncio.Task[Any]) -> None:
        self._tasks.pop(number, None)
        if task.cancelled():
            answer: dict[str, Any] = {"cancelled": True}
        elif (error := task.exception()) is not None:
            answer = {"error": values.Encoder().error(error)}
        else:
            answer = {"value": self.objects.encode(task.result())}
        if not self.outcome.done():
            self._answers.append({"id": number, **answer})
            self.due = self._now if self.due is None else min(self.due, self._now)

    def _send(self, frame: wire.Frame) -> None:
        try:
            self._channel.send(frame)
        except wire.Closed:
            self._died()

    # ---- the end -------------------------------------------------------------------------------

    def _finish(
        self,
        outcome: Outcome,
        *,
        reason: str | None = None,
        note: str = "",
        error: RunError | None = None,
        value: Any = None,
        kind: str | None = None,
    ) -> None:
        if self.outcome.done():
            return
        ended = self._now if self._returned is None else self._returned
        self._loop.leave(self)
        for task in self._tasks.values():
            task.cancel()
        self._process.end()
        out, err = self._channel.finish(*self._printed_before)
        run = Run(
            call=self._call,
            outcome=outcome,
            elapsed=self._elapsed(ended),
            value=value,
            kind=kind,
            error=error,
            reason=f"{reason}: {note}" if note else reason,
            stdout=out,
            stderr=err,
            paced=any(event["ev"] == "paced" for event in self._events),
            schedule=self._schedule,
            events=tuple(self._events),
        )
        self.outcome.set_result(run)

    def _elapsed(self, ended: int) -> float:
        """Virtual seconds from the call's start, or from the run's where there was no call."""
        if self._local_clock:
            last = next((e["t"] for e in reversed(self._events) if e["ev"] not in ("loc", "coro")), 0)
            return max(0, last) / NS
        return (ended - (self._started if self._begun is None else self._begun)) / NS


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


async def _run_coroutine(function: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    result = function(*args, **kwargs)
    return await result if inspect.isawaitable(result) else result
