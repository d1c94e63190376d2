"""Draw one task: its own lane, and lanes for the coroutines inside it that are worth one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.judge.timeline_shape import FOR_TASKS, Key, Shape, shape
from grader.judge.timeline_spans import MAX_SPANS, Piece, Source, spans
from grader.judge.trace import Trace
from grader.judge.trace_calls import is_cut_short, life_end
from grader.judge.trace_names import blocking
from grader.judge.trace_tables import Block, Life, Stand, in_seconds
from grader.model import Lane, Place

_SIGNALS = (
    "queue.", "lock.", "semaphore.", "event.", "condition.", "barrier.", "yield", "other",
)  # waits for the program's own tasks, not for the outside  # fmt: skip
HELD_UP = "ready, but the loop is blocked"


class TaskDrawing:
    """Draws one task.  folded: no lanes for coroutines inside it, for want of room."""

    def __init__(self, trace: Trace, life: Life, source: Source, *, folded: bool = False) -> None:
        self.trace, self.life, self.source = trace, life, source
        self.recording, self.names = trace.recording, trace.names
        self.is_main = life.id == trace.main_id
        self.limit = min(life_end(life, trace.horizon), trace.horizon)
        self.rans = trace.bodies.of(life)
        self.shape: Shape = shape(life, self.recording, self.rans, self.is_main)
        self.folded = folded and bool(self.shape.shown)
        if folded:
            self.shape.shown = {}
        self.pieces: dict[Key | None, list[Piece]] = {None: [], **{key: [] for key in self.shape.shown}}
        self._cut_stands()
        self._cut_blocks()

    # ---- pieces --------------------------------------------------------------------------------

    def _cut_stands(self) -> None:
        for stand, path in zip(self.life.stands, self.shape.paths, strict=True):
            end = self.limit if stand.end is None else min(stand.end, self.limit)
            if end <= stand.start:
                continue
            inside = [key for key in path if key in self.shape.shown]
            lanes: list[Key | None] = [None, *inside]
            for lane, inner in zip(lanes, inside, strict=False):
                self.pieces[lane].append(self._passed_on(stand, end, inner))
            if self.folded and path and self.shape.several:
                self.pieces[None].append(self._passed_on(stand, end, path[0]))
            else:
                self.pieces[lanes[-1]] += self._leaf(stand, end)

    def _passed_on(self, stand: Stand, end: int, inner: Key) -> Piece:
        """Return the wait as the one that awaits `inner` sees it."""
        label = f"waits for {self._name(inner, quoted=False)}"
        return Piece(stand.start, end, "waiting", label, self._awaiting(stand, inner), inner)

    def _leaf(self, stand: Stand, end: int) -> list[Piece]:
        """Cut a wait into the part where it waits and the part where it is held up."""
        place = self.recording.place([number for number, _ in reversed(stand.frames)])
        ready = self._ready(stand, end)
        if not self.trace.standstills.touch(ready, end):
            ready = end
        wait = _fly(Piece(stand.start, ready, "waiting", self.names.waiting(stand.on), place), stand)
        return [wait, Piece(ready, end, "ready", HELD_UP, place)]

    def _ready(self, stand: Stand, end: int) -> int:
        """Return the instant from which the task could have gone on."""
        kind, ready = stand.on.get("kind"), end
        delay = stand.on.get("delay")
        if stand.after == "cancel":
            ready = min((at for at in self.life.cancels if stand.start <= at), default=end)
        elif kind == "sleep" and delay is not None:
            ready = stand.start + round(min(delay, 1e9) * 1e9)
        elif kind == "yield":
            ready = stand.start
        elif stand.by in self.recording.lives:
            ready = _end_of(self.recording.lives[stand.by], end)
        elif kind in ("task", "gather", "taskgroup"):
            numbers = [*(stand.on.get("tasks") or ()), stand.on.get("task")]
            lives = [self.recording.lives[n] for n in numbers if n in self.recording.lives]
            ready = max((_end_of(life, end) for life in lives), default=end)
        return max(stand.start, min(ready, end))

    def _cut_blocks(self) -> None:
        self.pieces[None] += map(self._blocked, self.trace.bodies.blocks(self.life))
        for key in self.shape.shown:
            if key[0] == "coro":
                self.pieces[key] += map(self._blocked, self.rans[key[1]].blocks)

    def _blocked(self, block: Block) -> Piece:
        place = self.recording.place([number for number, _ in block.frames])
        label = blocking(block.what, block.end - block.start)
        return Piece(block.start, min(block.end, self.limit), "blocked", label, place, flying=True)

    def _awaiting(self, stand: Stand, inner: Key) -> Place | None:
        """Return the place that awaits `inner`."""
        numbers = [number for _, number in stand.frames]
        upto = len(numbers) if inner[0] == "call" or inner[1] not in numbers else numbers.index(inner[1])
        return self.recording.place([place for place, _ in reversed(stand.frames[:upto])])

    # ---- lanes ---------------------------------------------------------------------------------

    def lane(self, key: Key | None) -> Lane:
        """Return the lane of a coroutine inside the task, or with None the task's own."""
        return self._own_lane() if key is None else self._inner_lane(key)

    def flying(self) -> Iterator[Piece]:
        """Return the waits for something outside, each once."""
        for key, pieces in self.pieces.items():
            for piece in pieces:
                outermost = key is None and (self.is_main or (piece.state == "blocked" and self.shape.shown))
                if piece.flying and not outermost and piece.end > piece.start:
                    yield piece

    def _own_lane(self) -> Lane:
        life, record = self.life, self.trace.task(self.life.id)
        started = self.limit if life.started is None else min(life.started, self.limit)
        held = self.trace.standstills.touch(life.created, started)
        before = Piece(life.created, started, *(("ready", HELD_UP) if held else ("not started",)))
        return Lane(
            id=f"task-{life.id}",
            kind="task",
            name=self.names.plain(life) if self.is_main else self.names.task(life),
            note="" if self.is_main else self._note(),
            created=in_seconds(life.created),
            started=record.started if record else None,
            ended=record.ended if record else None,
            how=record.how if record else "left",
            spans=spans([before, *self.pieces[None]], self.limit, self.source),
            runs=_runs(life.started, self.pieces[None], self.limit, record is None or record.ended is None),
        )

    def _note(self) -> str:
        life = self.life
        name = "" if life.name.startswith("Task-") or not life.name else f' "{life.name[:40]}"'
        place = self.recording.place(life.at)
        where = f" on line {place.line}" if place else ""
        made = "made" if life.via in (None, "create_task", "ensure_future") else f"made by {life.via}"
        return f"task{name}, {made}{where}" if where or life.via else f"task{name}"

    def _inner_lane(self, key: Key) -> Lane:
        kind, number = key
        stand = self.life.stands[number] if kind == "call" else None
        if stand is not None:
            start, end = stand.start, self.limit if stand.end is None else min(stand.end, self.limit)
            over, how = stand.end is not None and stand.end <= self.limit, self._how(number)
        else:
            ran = self.rans[number]
            start, end = ran.start, ran.end
            over, how = not is_cut_short(ran), self._how(ran.last, number)
        first = min(self.life.started or 0, start)
        pieces = [Piece(first, start, "not started"), *self.pieces[key]]
        return Lane(
            id=f"{kind}-{number}" if kind == "coro" else f"call-{self.life.id}-{number}",
            kind="coroutine" if kind == "coro" else "call",
            name=self._name(key),
            note=f"inside {self.names.plain(self.life)}, not a task",
            created=in_seconds(first),
            started=in_seconds(start),
            ended=in_seconds(end) if over else None,
            how=how if over else "left",
            spans=spans(pieces, self.limit, self.source),
            runs=_runs(start, self.pieces[key], end, not over),
        )

    def _how(self, last: int, number: int | None = None) -> str:
        """Return how a coroutine inside the task ended, as far as its last wait and the task's end tell."""
        life = self.life
        stand = life.stands[last] if 0 <= last < len(life.stands) else None
        if stand is not None and (stand.after == "cancel" or stand.cancelled):
            return "cancelled"
        if life.how != "raised" or number is None or last != len(life.stands) - 1:
            return "returned"
        place = self.recording.place((life.error or {}).get("at") or ())
        inside = place is not None and place.function == self.recording.coros[number].name
        return "raised" if inside else "returned"

    def _name(self, key: Key, quoted: bool = True) -> str:
        if key[0] == "coro":
            return self.names.coro(key[1], quoted)
        return self.names.collaborator(self.life.stands[key[1]].on, quoted)


def _fly(piece: Piece, stand: Stand) -> Piece:
    kind = str(stand.on.get("kind") or "other")
    outside = kind not in FOR_TASKS and not kind.startswith(_SIGNALS)
    return replace(piece, flying=outside)


def _end_of(life: Life, default: int) -> int:
    return default if life.ended is None else life.ended


def _runs(started: int | None, pieces: list[Piece], limit: int, alive: bool) -> tuple[float, ...]:
    """Return the instants at which the lane's own code ran, at most as many as there are spans.

    alive: it has no end of its own; what happens at `limit` is no longer part of it.
    """
    if started is None or started > limit:
        return ()
    instants = {started}
    for index, piece in enumerate(pieces):
        goes_on = index + 1 < len(pieces) and piece.target == pieces[index + 1].target
        if piece.target is None or not goes_on:
            instants.add(piece.end)
    shown = sorted(at for at in instants if at < limit or (at == limit and not alive) or at == started)
    return tuple(map(in_seconds, shown[:MAX_SPANS]))
