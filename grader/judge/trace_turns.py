"""Find work that was done in turn: what one coroutine awaited, one after the other.

A coroutine awaits one thing at a time, so what it awaits directly is a sequence by nature.  It is a
mistake only where the parts could have overlapped and nothing else like them ran beside; that is for
the rules to say.  Order within one instant is told by the numbers of the events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.judge.trace_calls import Bodies, life_end
from grader.judge.trace_names import Names, split_call, waited_tasks
from grader.judge.trace_tables import Life, Recording, Stand, in_seconds
from grader.model import Place

FOREVER = 1 << 62
NOBODY = -1  # stands for the coroutine that awaits a task of which no other is known to do so


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing a coroutine awaited to its end.

    name: the call in few words.  function: whose body ran, or which collaborator; a thread may run it.
    place: where it was awaited.  made: where its task was made, if it ran in one.  via: the asyncio
    function that made that task ("create_task", "gather", "wait_for" ...), None when it was awaited
    directly.  task: number of the task it ran in.  first, last: numbers of its first and last event.
    """

    start: float
    end: float
    name: str
    function: str
    task: int
    place: Place | None
    via: str | None = None
    made: Place | None = None
    first: int = 0
    last: int = 0

    @property
    def seconds(self) -> float:
        return round(self.end - self.start, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Two or more steps of one function that one coroutine awaited in turn.

    by: name of the awaiting function.  alone: no other run of that function overlapped any of them.
    """

    steps: tuple[Step, ...]
    by: str
    alone: bool

    @property
    def places(self) -> tuple[Place, ...]:
        """Where they were awaited, each place once."""
        return tuple(dict.fromkeys(step.place for step in self.steps if step.place is not None))

    @property
    def seconds(self) -> float:
        """From the start of the first to the end of the last."""
        return round(self.steps[-1].end - self.steps[0].start, 9)

    @property
    def longest(self) -> float:
        """The length of the longest step: what all would take side by side."""
        return max(step.seconds for step in self.steps)

    @property
    def via(self) -> str | None:
        """What made the tasks of the steps; None when they were awaited directly."""
        return self.steps[0].via


def in_turn(recording: Recording, names: Names, bodies: Bodies, horizon: int) -> tuple[Turns, ...]:
    """Return every sequence of two or more, in the order of their first steps."""
    found = [
        (caller, step)
        for life in recording.lives.values()
        for caller, step in (
            *_coroutines(life, recording, names, bodies),
            *_collaborators(life, recording, names, horizon),
            *_tasks(life, recording, names, horizon),
        )
    ]
    groups: dict[tuple[int, str, str | None], list[Step]] = {}
    everyone: dict[str, list[Step]] = {}
    for caller, step in found:
        everyone.setdefault(step.function, []).append(step)
        if caller >= 0:
            groups.setdefault((caller, step.function, step.via), []).append(step)
    return tuple(
        Turns(steps=ordered, by=_function(caller, recording), alone=_alone(ordered, everyone[function]))
        for (caller, function, _), steps in groups.items()
        if len(ordered := _sequence(steps)) > 1
    )


def _sequence(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the steps that each began when the one before had ended."""
    chosen: list[Step] = []
    for step in sorted(steps, key=lambda one: one.first):
        if not chosen or step.first >= chosen[-1].last:
            chosen.append(step)
    return tuple(chosen)


def _alone(steps: tuple[Step, ...], everyone: Iterable[Step]) -> bool:
    mine = set(map(id, steps))
    tasks = {step.task for step in steps}
    others = [step for step in everyone if id(step) not in mine]
    return not any(
        other.first < step.last and step.first < other.last
        for step in steps
        for other in others
        if other.task not in tasks
    )


def _function(caller: int, recording: Recording) -> str:
    return recording.coros[caller].name if caller in recording.coros else ""


# ---- what a coroutine awaits -------------------------------------------------------------------


def _coroutines(life: Life, recording: Recording, names: Names, bodies: Bodies) -> Iterator[tuple[int, Step]]:
    for ran in bodies.of(life).values():
        if ran.by is None or ran.last < ran.first:
            if ran.coro == life.own:
                yield NOBODY, _own(life, ran.start, ran.end, recording, names)
            continue
        stands = life.stands[ran.first : ran.last + 1]
        yield (
            ran.by,
            Step(
                start=in_seconds(ran.start),
                end=in_seconds(ran.end),
                name=names.coro(ran.coro),
                function=recording.coros[ran.coro].name,
                task=life.id,
                place=recording.place(() if ran.caller is None else (ran.caller,)),
                first=stands[0].first,
                last=_last(stands[-1]),
            ),
        )


def _own(life: Life, start: int, end: int, recording: Recording, names: Names) -> Step:
    """Return the work of a task itself, awaited by nobody in particular."""
    coro = recording.coros[life.own or 0]
    return Step(
        start=in_seconds(start),
        end=in_seconds(end),
        name=names.task(life),
        function=coro.name,
        task=life.id,
        place=None,
        first=life.first,
        last=FOREVER if life.last is None else life.last,
    )


def _collaborators(
    life: Life, recording: Recording, names: Names, horizon: int
) -> Iterator[tuple[int, Step]]:
    limit = life_end(life, horizon)
    for stand in life.stands:
        if stand.on.get("kind") in ("call", "to_thread") and stand.start <= limit:
            function, args = split_call(str(stand.on.get("name") or ""))
            name = names.call(function, args)
            caller = stand.frames[-1][1] if stand.frames else None
            yield (
                NOBODY if caller is None else caller,
                _step(stand, name, function, life.id, limit, recording),
            )


def _tasks(life: Life, recording: Recording, names: Names, horizon: int) -> Iterator[tuple[int, Step]]:
    """Yield the tasks that the task made and waited for by themselves, one wait a task."""
    limit = life_end(life, horizon)
    for stand in life.stands:
        numbers = waited_tasks(stand.on)
        other = recording.lives.get(numbers[0]) if len(numbers) == 1 else None
        if other is None or other.by != life.id or not stand.frames or stand.frames[-1][1] is None:
            continue
        coro = recording.coros.get(other.own) if other.own is not None else None
        function = coro.name if coro is not None else other.coroutine
        step = _step(stand, names.task(other), function, other.id, limit, recording, other)
        yield stand.frames[-1][1], step


def _step(
    stand: Stand, name: str, function: str, task: int, limit: int, recording: Recording,
    made: Life | None = None,
) -> Step:  # fmt: skip
    end = limit if stand.end is None else min(stand.end, limit)
    return Step(
        start=in_seconds(stand.start if made is None else made.created),
        end=in_seconds(end),
        name=name,
        function=function,
        task=task,
        place=recording.place([place for place, _ in reversed(stand.frames)]),
        via=None if made is None else made.via or "",
        made=None if made is None else recording.place(made.at),
        first=stand.first if made is None else made.first,
        last=_last(stand),
    )


def _last(stand: Stand) -> int:
    return FOREVER if stand.last is None else stand.last
