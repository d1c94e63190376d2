"""Turn what was read beside the tasks into records: blocks, threads, output, and what went amiss."""

from __future__ import annotations

from collections.abc import Iterable

from grader.judge.trace_records import Cancellation, LineTime, Printed, StrayError, ThreadRecord, ThreadWait
from grader.judge.trace_tables import Recording, in_seconds
from grader.judge.trace_tasks import run_error
from grader.model import Blocked, NeverAwaited, TaskRecord


def blocked(recording: Recording) -> tuple[Blocked, ...]:
    return tuple(
        Blocked(
            start=in_seconds(block.start),
            end=in_seconds(block.end),
            what=block.what,
            task=block.task,
            place=recording.place([place for place, _ in block.frames]),
        )
        for block in recording.blocks
    )


def lines(tasks: Iterable[TaskRecord], blocks: Iterable[Blocked]) -> tuple[LineTime, ...]:
    """Return the time spent on each line that waited or blocked, in the order of the file."""
    found: dict[tuple[str, int], list[tuple[float, bool]]] = {}
    for place, length, blocking in [
        *((wait.place, wait.end - wait.start, False) for task in tasks for wait in task.waits),
        *((block.place, block.seconds, True) for block in blocks),
    ]:
        if place is not None:
            found.setdefault((place.file, place.line), []).append((length, blocking))
    return tuple(
        LineTime(
            file=file,
            line=line,
            times=len(stretches),
            waited=round(sum(length for length, blocking in stretches if not blocking), 9),
            blocked=round(sum(length for length, blocking in stretches if blocking), 9),
        )
        for (file, line), stretches in sorted(found.items())
    )


def threads(recording: Recording) -> tuple[ThreadRecord, ...]:
    place = recording.place
    return tuple(
        ThreadRecord(
            id=thread.id,
            name=thread.name,
            function=thread.function,
            started=in_seconds(thread.started),
            ended=None if thread.ended is None else in_seconds(thread.ended),
            place=place(thread.at),
            waits=tuple(
                ThreadWait(start=in_seconds(start), end=in_seconds(end), what=what, place=place(at))
                for start, end, what, at in thread.waits
            ),
        )
        for thread in recording.threads.values()
        if not thread.housekeeping
    )


def printed(recording: Recording) -> tuple[Printed, ...]:
    return tuple(Printed(at=in_seconds(at), stream=s, text=text) for at, s, text in recording.printed)


def cancellations(recording: Recording) -> tuple[Cancellation, ...]:
    return tuple(
        Cancellation(
            at=in_seconds(at),
            task=event["task"],
            by=event.get("by"),
            via=event.get("via"),
            place=recording.place(event.get("at") or ()),
        )
        for at, event in recording.cancels
    )


def never_awaited(recording: Recording) -> tuple[NeverAwaited, ...]:
    return tuple(
        NeverAwaited(
            name=event["name"], message=event["message"], place=recording.place(event.get("at") or ())
        )
        for event in recording.never
    )


def stray_errors(recording: Recording) -> tuple[StrayError, ...]:
    return tuple(
        StrayError(
            at=in_seconds(at),
            what=event["what"],
            task=event.get("task"),
            error=run_error(event.get("error"), recording),
            place=recording.place(event.get("at") or (event.get("error") or {}).get("at") or ()),
        )
        for at, event in recording.errors
    )
