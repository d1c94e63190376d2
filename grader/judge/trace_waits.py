"""Ask a trace about waits for tasks: how long they might last, and which tasks were not done after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from grader.judge.trace import Trace
from grader.judge.trace_names import waited_tasks
from grader.judge.trace_tables import NS, Life, Stand, in_seconds
from grader.model import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A task stood still.  what: a name beside the kind, "as_completed".  obj: "Lock#1".  timeout: its limit.

    over: whether it came to an end.  unfinished: numbers of the tasks it was for and that were not
    done when it ended.
    """

    task: int
    start: float
    end: float
    over: bool
    kind: str
    what: str
    obj: str
    timeout: float | None
    place: Place | None
    tasks: tuple[int, ...]
    unfinished: tuple[int, ...]

    @property
    def timed_out(self) -> bool:
        """Whether it lasted to its limit, with something still to wait for."""
        limit = self.timeout
        return bool(limit is not None and self.unfinished and self.end - self.start >= limit - 1e-9)


def standings(trace: Trace, *kinds: str) -> Iterator[Standing]:
    """Yield the waits of these kinds, task by task."""
    for life in trace.recording.lives.values():
        for stand in life.stands:
            if stand.on.get("kind") in kinds:
                yield _standing(trace, life, stand)


def _standing(trace: Trace, life: Life, stand: Stand) -> Standing:
    lives, on = trace.recording.lives, stand.on
    tasks, limit = waited_tasks(on), on.get("timeout")
    return Standing(
        task=life.id,
        start=in_seconds(stand.start),
        end=in_seconds(trace.horizon if stand.end is None else stand.end),
        over=stand.end is not None,
        kind=str(on.get("kind") or ""),
        what=str(on.get("name") or ""),
        obj=str(on.get("obj") or ""),
        timeout=float(limit) if isinstance(limit, int | float) and limit < 1e9 else None,
        place=trace.recording.place([place for place, _ in reversed(stand.frames)]),
        tasks=tasks,
        unfinished=tuple(n for n in tasks if n in lives and not _done_by(lives[n], stand)),
    )


def _done_by(life: Life, stand: Stand) -> bool:
    """Tell whether the task had ended when the wait ended."""
    return life.last is not None and (stand.last is None or life.last <= stand.last)


class Later:
    """What became of tasks after a wait was over: for a program that waits thousands of times."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    @cached_property
    def _forgotten(self) -> frozenset[int]:
        """Tasks that ended by themselves, and that nobody cancelled or asked for anything."""
        trace = self._trace
        asked = {request.task for request in trace.cancellations} | {one for one, _ in trace.recording.taken}
        return frozenset(task.id for task in trace.tasks if task.how in ("returned", "raised")) - asked

    @cached_property
    def _waited(self) -> dict[int, dict[Place | None, float]]:
        """When the last wait for each task began, place by place."""
        found: dict[int, dict[Place | None, float]] = {}
        for one in standings(self._trace, "wait", "gather", "task", "wait_for", "taskgroup"):
            for number in one.tasks:
                places = found.setdefault(number, {})
                places[one.place] = max(one.start, places.get(one.place, 0.0))
        return found

    def dropped(self, standing: Standing, forgotten: bool = False) -> tuple[int, ...]:
        """The tasks that a wait was over without, and that were left behind, alive, when the main task ended.

        None of them when a later wait was for one of them, too: then somebody does care.  forgotten: also
        those that ended later by themselves, which nobody cancelled or asked for anything.
        """
        left = frozenset(self._trace.pending).intersection(standing.unfinished)
        if forgotten and not left:
            ended = self._forgotten.intersection(standing.unfinished)
            left = frozenset(number for number in ended if not self._is_waited_for(number, standing.end))
        elsewhere = (self._is_waited_for(number, standing.end, but=standing) for number in left)
        return () if any(elsewhere) else tuple(sorted(left))

    def _is_waited_for(self, number: int, since: float, but: Standing | None = None) -> bool:
        places = self._waited.get(number, {})
        return any(begun >= since and (but is None or place != but.place) for place, begun in places.items())


def asked_done(trace: Trace, number: int) -> bool:
    """Whether somebody awaited the task, or took its result, after it had ended."""
    return any(number == taken for taken, _ in trace.recording.taken)


def cancelled_by_timeout(trace: Trace) -> Iterator[tuple[float, int]]:
    """Yield each task that the end of a time limit cancelled, and when."""
    for when, event in trace.recording.cancels:
        if event.get("via") in ("wait_for", "timeout"):
            yield round(when / NS, 9), event["task"]
