"""Questions one may ask of a run: which tasks there were, what they waited for, what overlapped.

    trace = Trace(run)
    fetches = trace.calls("fetch_data")
    trace.overlap(fetches)          # how many ran at the same time, at most
    trace.main.waits                # where main stood still

Only the call counts, not the import of the file before it.  All times are virtual seconds since
the call began.  Everything is read from the run's events when first asked for, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from grader.judge import trace_facts, trace_overlap, trace_who
from grader.judge.trace_calls import Bodies, calls, host_calls
from grader.judge.trace_names import Names, is_called
from grader.judge.trace_overlap import Stretch, Union
from grader.judge.trace_reading import read
from grader.judge.trace_records import Call, Cancellation, LineTime, Printed, StrayError, ThreadRecord
from grader.judge.trace_stuck import explain
from grader.judge.trace_tables import NS, Recording, in_seconds
from grader.judge.trace_tasks import TaskRecords
from grader.judge.trace_turns import Turns, in_turn
from grader.model import Blocked, InFlight, NeverAwaited, Run, TaskRecord, Wait


class Trace:
    """What one run's events tell.  whole: count what happened at import, too."""

    def __init__(self, run: Run, *, whole: bool = False) -> None:
        self.run = run
        self._whole = whole

    @cached_property
    def recording(self) -> Recording:
        """The raw tables, in nanoseconds (for `timeline`)."""
        return read(self.run.events, self._whole)

    @cached_property
    def names(self) -> Names:
        """Short names of the recording's calls and tasks."""
        return Names(self.recording)

    # ---- time ----------------------------------------------------------------------------------

    @cached_property
    def duration(self) -> float:
        """Seconds from the call's begin to its end."""
        if self.run.elapsed > 0:
            return self.run.elapsed
        ends = [instant for instant, _ in self.recording.mains]
        return in_seconds(ends[-1] if ends else self.recording.last_ns)

    @cached_property
    def horizon(self) -> int:
        """The end of what never ended, in nanoseconds."""
        return round(self.duration * NS)

    @cached_property
    def import_seconds(self) -> float:
        """Seconds that passed before the call, while the file was imported."""
        return in_seconds(self.recording.import_ns)

    @property
    def import_tasks(self) -> int:
        """How many tasks were made while the file was imported."""
        return self.recording.import_tasks

    # ---- tasks ---------------------------------------------------------------------------------

    @cached_property
    def _by_id(self) -> dict[int, TaskRecord]:
        records = TaskRecords(self.recording, self.names, self.horizon, frozenset(self._waiters))
        return {life.id: records.record(life) for life in self.recording.lives.values()}

    @cached_property
    def tasks(self) -> tuple[TaskRecord, ...]:
        """All tasks of the call, in the order they were made; not those of asyncio's own housekeeping."""
        lives = self.recording.lives
        return tuple(task for number, task in self._by_id.items() if not lives[number].housekeeping)

    def task(self, number: int | None) -> TaskRecord | None:
        """The task of that number, if there was one."""
        return None if number is None else self._by_id.get(number)

    @cached_property
    def main_id(self) -> int | None:
        """Number of the call's own task."""
        return trace_who.main_task(self.recording)

    @property
    def main(self) -> TaskRecord | None:
        """The task of the call itself; None when the call ran no coroutine."""
        return self.task(self.main_id)

    @cached_property
    def own_tasks(self) -> tuple[TaskRecord, ...]:
        """Tasks made knowingly: by create_task, ensure_future, TaskGroup; not by gather and the like."""
        return tuple(
            task for task in self.tasks if task.via in trace_who.MADE_BY_HAND and task.id != self.main_id
        )

    def tasks_running(self, function: str) -> tuple[TaskRecord, ...]:
        """Tasks in which the function ran, at whatever depth below wrappers."""
        return tuple(
            task for task in self.tasks if any(is_called(name, function) for name in self._functions[task.id])
        )

    @cached_property
    def _functions(self) -> dict[int, set[str]]:
        return trace_who.functions(self.recording)

    @cached_property
    def completed(self) -> tuple[TaskRecord, ...]:
        """Tasks in the order in which they ended, left out those still alive when the call had ended."""
        done = (self._by_id[number] for number in self.recording.finished)
        return tuple(task for task in done if task.ended is not None)

    @cached_property
    def cancelled(self) -> tuple[TaskRecord, ...]:
        """Tasks that ended by being cancelled while the call still ran."""
        return tuple(task for task in self.tasks if task.how == "cancelled")

    @cached_property
    def cancellations(self) -> tuple[Cancellation, ...]:
        """Every request to cancel a task."""
        return trace_facts.cancellations(self.recording)

    @property
    def pending(self) -> tuple[int, ...]:
        """Numbers of the tasks left behind, alive, when the main task had ended."""
        return tuple(self.recording.pending)

    # ---- who waited for whom -------------------------------------------------------------------

    @cached_property
    def _waiters(self) -> dict[int, dict[int | None, None]]:
        return trace_who.waiters(self.recording, self.main_id)

    def awaited_by(self, task: TaskRecord | int) -> tuple[TaskRecord, ...]:
        """Tasks that waited for this one, or took it after it was done."""
        number = task if isinstance(task, int) else task.id
        found = (self.task(by) for by in self._waiters.get(number, ()))
        return tuple(record for record in found if record is not None)

    def waited_for(self, task: TaskRecord | int) -> tuple[TaskRecord, ...]:
        """Tasks this one waited for, in that order."""
        record = self.task(task if isinstance(task, int) else task.id)
        found = dict.fromkeys(n for wait in (record.waits if record else ()) for n in wait.tasks)
        return tuple(self._by_id[n] for n in found if n in self._by_id)

    # ---- waits and calls -----------------------------------------------------------------------

    def waits(
        self, kind: str | None = None, min_seconds: float = 0.0, function: str | None = None
    ) -> tuple[Wait, ...]:
        """Waits of all tasks, by their start.

        kind: "sleep", "gather", "queue.get" ...  function: only those with that function on the stack.
        """
        found = [
            wait
            for task in self.tasks
            for wait in task.waits
            if (kind is None or wait.on == kind)
            and wait.end - wait.start >= min_seconds - 1e-9
            and (function is None or any(is_called(place.function, function) for place in wait.stack))
        ]
        return tuple(sorted(found, key=lambda wait: wait.start))

    def sleeps(self, min_seconds: float = 0.0) -> tuple[Wait, ...]:
        """Waits in asyncio.sleep, by their start."""
        return self.waits("sleep", min_seconds)

    @cached_property
    def bodies(self) -> Bodies:
        """What ran in each task (for `timeline`)."""
        return Bodies(self.recording, self.horizon)

    def calls(self, function: str | None = None) -> tuple[Call, ...]:
        """Every time the body of a learner's coroutine function ran, by its start."""
        if function is None:
            return self._calls
        return tuple(call for call in self._calls if is_called(call.function, function))

    @cached_property
    def _calls(self) -> tuple[Call, ...]:
        return calls(self.recording, self.names, self.bodies)

    def host_calls(self, name: str | None = None) -> tuple[Call, ...]:
        """Every time a collaborator of the host was awaited, by its start."""
        return tuple(c for c in self._host_calls if name is None or is_called(c.function, name))

    @cached_property
    def _host_calls(self) -> tuple[Call, ...]:
        return host_calls(self.recording, self.names, self.horizon)

    @cached_property
    def in_turn(self) -> tuple[Turns, ...]:
        """Work that one coroutine awaited one after the other, by function (see `trace_turns`)."""
        return in_turn(self.recording, self.names, self.bodies, self.horizon)

    # ---- overlap -------------------------------------------------------------------------------

    @staticmethod
    def overlap(stretches: Iterable[Stretch]) -> int:
        """How many of these calls, waits or tasks overlapped, at most."""
        return trace_overlap.overlap(stretches)

    @staticmethod
    def in_flight(stretches: Iterable[Stretch]) -> tuple[InFlight, ...]:
        """How many of these overlapped when; instants with none are left out."""
        return trace_overlap.in_flight(stretches)

    @staticmethod
    def makespan(stretches: Iterable[Stretch]) -> float:
        """Seconds from the first start among these to the last end."""
        found = [(s.start, s.end) for s in stretches]
        return round(max(end for _, end in found) - min(start for start, _ in found), 9) if found else 0.0

    # ---- blocking ------------------------------------------------------------------------------

    @cached_property
    def blocked(self) -> tuple[Blocked, ...]:
        """Stretches in which the event loop stood still, and the line that held it."""
        return trace_facts.blocked(self.recording)

    @cached_property
    def total_blocked(self) -> float:
        """Seconds in which the event loop stood still."""
        return trace_overlap.union_seconds(self.blocked)

    @cached_property
    def standstills(self) -> Union:
        """The same, joined, in nanoseconds (for `timeline`)."""
        return Union((block.start, block.end) for block in self.recording.blocks)

    @cached_property
    def lines(self) -> tuple[LineTime, ...]:
        """Where time was spent: each line that waited or blocked, in the order of the file."""
        return trace_facts.lines(self.tasks, self.blocked)

    # ---- what went amiss -----------------------------------------------------------------------

    @cached_property
    def never_awaited(self) -> tuple[NeverAwaited, ...]:
        """Coroutines that were made and never run."""
        return trace_facts.never_awaited(self.recording)

    @cached_property
    def stray_errors(self) -> tuple[StrayError, ...]:
        """Exceptions nobody took, and what else asyncio complained about."""
        return trace_facts.stray_errors(self.recording)

    @cached_property
    def never_retrieved(self) -> tuple[StrayError, ...]:
        """Exceptions of tasks that nobody ever looked at."""
        return tuple(error for error in self.stray_errors if error.what == "exception never retrieved")

    @cached_property
    def stuck(self) -> str | None:
        """Why the run came to a standstill, in words; None when it did not."""
        return explain(self.recording, self.names, self.main_id)

    @property
    def paced(self) -> tuple[str, ...]:
        """Why real time had to pass; empty when none did."""
        return tuple(self.recording.paced)

    @property
    def dropped(self) -> int:
        """How many events were too many and are missing."""
        return self.recording.dropped

    # ---- threads and output --------------------------------------------------------------------

    @cached_property
    def threads(self) -> tuple[ThreadRecord, ...]:
        """The threads the program started, in that order."""
        return trace_facts.threads(self.recording)

    @cached_property
    def printed(self) -> tuple[Printed, ...]:
        """What was printed, and when."""
        return trace_facts.printed(self.recording)

    def printed_until(self, at: float, stream: str = "stdout") -> str:
        """All text that had been printed `at` seconds after the call began."""
        return "".join(p.text for p in self.printed if p.stream == stream and p.at <= at + 1e-9)
