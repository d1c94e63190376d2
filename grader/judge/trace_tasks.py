"""Turn what was read about tasks into the records of `grader.model`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.judge.trace_calls import life_end
from grader.judge.trace_names import Names, waited_tasks
from grader.judge.trace_tables import Frame, Life, Recording, Stand, in_seconds
from grader.model import Place, RunError, TaskRecord, Wait


def run_error(error: Mapping[str, Any] | None, recording: Recording) -> RunError | None:
    """Return an event's error as a record; its line is the innermost of the learner's."""
    if error is None:
        return None
    place = recording.place(error.get("at") or ())
    return RunError(
        type=error.get("type") or "",
        message=error.get("message") or "",
        line=place.line if place else None,
        function=place.function if place else None,
    )


class TaskRecords:
    """Makes the records of one recording's tasks.  awaited: numbers of tasks somebody waited for."""

    def __init__(self, recording: Recording, names: Names, horizon: int, awaited: frozenset[int]) -> None:
        self._recording, self._names, self._horizon = recording, names, horizon
        self._awaited = awaited
        self._stacks: dict[tuple[Frame, ...], tuple[Place, ...]] = {}

    def record(self, life: Life) -> TaskRecord:
        left = life.left_at is not None or life.ended is None
        place = self._recording.place(life.at)
        return TaskRecord(
            id=life.id,
            name=life.name,
            coroutine=life.coroutine,
            created=in_seconds(life.created),
            made_by=life.by,
            via=life.via,
            line=place.line if place else None,
            started=None if life.started is None else in_seconds(life.started),
            ended=None if left or life.ended is None else in_seconds(life.ended),
            how="left" if left else life.how,
            value=None if left else life.value,
            error=None if left else run_error(life.error, self._recording),
            awaited=life.id in self._awaited,
            waits=self._waits(life),
        )

    def _waits(self, life: Life) -> tuple[Wait, ...]:
        limit = life_end(life, self._horizon)
        return tuple(self._wait(stand, limit) for stand in life.stands if stand.start <= limit)

    def _wait(self, stand: Stand, limit: int) -> Wait:
        end = limit if stand.end is None else min(stand.end, limit)
        stack = self._stack(stand.frames)
        return Wait(
            start=in_seconds(stand.start),
            end=in_seconds(end),
            on=stand.on.get("kind") or "other",
            label=self._names.waiting(stand.on),
            place=stack[-1] if stack else None,
            stack=stack,
            tasks=waited_tasks(stand.on),
        )

    def _stack(self, frames: tuple[Frame, ...]) -> tuple[Place, ...]:
        if frames not in self._stacks:
            places = self._recording.places
            self._stacks[frames] = tuple(places[place] for place, _ in frames if place in places)
        return self._stacks[frames]
