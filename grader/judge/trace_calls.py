"""Find out when each coroutine's body ran, from the stacks seen whenever its task stood still.

A coroutine that is awaited inside a task leaves no event of its own.  But code takes no virtual
time except where it blocks the loop, so it began at the instant it was first seen waiting and was
over when its last wait ended, give or take a block that one of its own lines caused.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from grader.judge.trace_names import Names, split_call
from grader.judge.trace_records import Call
from grader.judge.trace_tables import Block, Coro, Life, Recording, Stand, in_seconds


@dataclass(slots=True)
class Ran:
    """One coroutine's body ran in a task.  Times in nanoseconds; first, last: indices of stands."""

    coro: int
    life: Life
    start: int
    end: int
    first: int
    last: int
    caller: int | None = None  # number of the place that awaits it
    by: int | None = None  # number of the coroutine that awaits it
    blocks: list[Block] = field(default_factory=list)


def life_end(life: Life, horizon: int) -> int:
    """Return the instant after which the task no longer counts."""
    ends = [end for end in (life.left_at, life.ended) if end is not None]
    return min(ends) if ends else max(horizon, life.created)


class Bodies:
    """What ran in each task of a recording.  horizon: the end of what never ended, in nanoseconds."""

    def __init__(self, recording: Recording, horizon: int) -> None:
        self._recording, self._horizon = recording, horizon
        self._found: dict[int, dict[int, Ran]] = {}
        self._blocks: dict[int | None, list[Block]] = {}
        for block in recording.blocks:
            self._blocks.setdefault(block.task, []).append(block)

    def blocks(self, life: Life | None) -> list[Block]:
        """Return the stretches in which the task blocked the loop; with None, in which a callback did."""
        return self._blocks.get(None if life is None else life.id, [])

    def of(self, life: Life) -> dict[int, Ran]:
        """Return each learner coroutine that was seen to run in the task, the task's own included."""
        if life.id not in self._found:
            self._found[life.id] = self._read(life)
        return self._found[life.id]

    def _read(self, life: Life) -> dict[int, Ran]:
        recording, limit = self._recording, life_end(life, self._horizon)
        found: dict[int, Ran] = {}
        own = life.own
        if own in recording.coros and life.started is not None:
            found[own] = Ran(own, life, life.started, limit, 0, len(life.stands) - 1)
        for index, stand in enumerate(life.stands):
            if stand.start <= limit:
                _see(found, life, recording, index, stand, limit)
        starts = [stand.start for stand in life.stands]
        for block in self.blocks(life):
            for number in _owners(block, life, recording, bisect_right(starts, block.start)):
                ran = found.setdefault(number, Ran(number, life, block.start, block.end, 0, -1))
                ran.start, ran.end = min(ran.start, block.start), max(ran.end, min(block.end, limit))
                ran.blocks.append(block)
        return found


def _see(
    found: dict[int, Ran], life: Life, recording: Recording, index: int, stand: Stand, limit: int
) -> None:
    end = limit if stand.end is None else min(stand.end, limit)
    caller = by = None
    for place, number in stand.frames:
        if number is not None and number in recording.coros:
            ran = found.get(number)
            if ran is None:
                found[number] = Ran(number, life, stand.start, end, index, index, caller, by)
            elif number != life.own:
                ran.end, ran.last = max(ran.end, end), index
        caller, by = place, number


def _owners(block: Block, life: Life, recording: Recording, after: int) -> list[int]:
    """Return the coroutines in which the task blocked, between its stands `after - 1` and `after`."""
    exact = [number for _, number in block.frames if number is not None and number in recording.coros]
    if exact:
        return exact
    before = life.stands[after - 1].frames if after > 0 else ()
    later = life.stands[after].frames if after < len(life.stands) else ()
    lines: dict[str, int] = {}
    for place, _ in block.frames:
        if place in recording.places:
            lines.setdefault(_last(recording.places[place].function), recording.places[place].line)
    owners: list[int] = []
    for name, line in lines.items():
        old = {n: p for p, n in before if n is not None and _named(recording.coros.get(n), name)}
        new = [n for _, n in later if n is not None and _named(recording.coros.get(n), name)]
        both = [n for n in new if n in old]
        # A block below the line where the old one stood is likelier its own than its successor's.
        rest = [
            n
            for n, place in old.items()
            if place in recording.places and recording.places[place].line <= line
        ]
        owners += both or (rest if rest or not new else new) or list(old)
    return owners


def _last(function: str) -> str:
    return function.rpartition(".")[2]


def _named(coro: Coro | None, name: str) -> bool:
    return coro is not None and _last(coro.name) == name


# ---- as records ----------------------------------------------------------------------------------


def calls(recording: Recording, names: Names, bodies: Bodies) -> tuple[Call, ...]:
    """Return every time the body of a learner's coroutine function ran, by its start."""
    rans = [ran for life in recording.lives.values() for ran in bodies.of(life).values()]
    return tuple(sorted((_call(ran, recording, names) for ran in rans), key=lambda call: call.start))


def is_cut_short(ran: Ran) -> bool:
    """Tell whether the body was still at work when its task was left, or the run ended."""
    alive = ran.life.ended is None or ran.life.left_at is not None
    return alive and ran.last == len(ran.life.stands) - 1


def _call(ran: Ran, recording: Recording, names: Names) -> Call:
    coro, life = recording.coros[ran.coro], ran.life
    own = life.own == ran.coro
    at = life.at if own else () if ran.caller is None else (ran.caller,)
    return Call(
        start=in_seconds(ran.start),
        end=in_seconds(ran.end),
        function=coro.name,
        name=names.coro(ran.coro),
        args=coro.args,
        task=life.id,
        finished=not is_cut_short(ran),
        own_task=own,
        place=recording.place(at),
        defined=coro.place,
    )


def host_calls(recording: Recording, names: Names, horizon: int) -> tuple[Call, ...]:
    """Return every time a collaborator of the host was awaited, by its start."""
    found = [
        _host_call(life, stand, recording, names, horizon)
        for life in recording.lives.values()
        for stand in life.stands
        if stand.on.get("kind") == "call" and stand.start <= life_end(life, horizon)
    ]
    return tuple(sorted(found, key=lambda call: call.start))


def _host_call(life: Life, stand: Stand, recording: Recording, names: Names, horizon: int) -> Call:
    limit = life_end(life, horizon)
    function, args = split_call(str(stand.on.get("name") or ""))
    over = stand.end is not None and stand.end <= limit
    return Call(
        start=in_seconds(stand.start),
        end=in_seconds(limit if stand.end is None else min(stand.end, limit)),
        function=function,
        name=names.call(function, args),
        args=args,
        task=life.id,
        finished=over,
        place=recording.place([place for place, _ in reversed(stand.frames)]),
    )
