"""Lay a trace out as lanes, ready to be drawn: main first, what runs inside it, then each task.

Nothing here knows how it will look.  Every span says what it is, for what it waits, and on which
line; renderers choose shapes and colours.
"""

from __future__ import annotations

from collections.abc import Iterable

from grader.judge.timeline_lanes import TaskDrawing
from grader.judge.timeline_shape import Key
from grader.judge.timeline_spans import Piece, Source, spans
from grader.judge.trace import Trace
from grader.judge.trace_names import blocking, cut, short_name
from grader.judge.trace_overlap import in_flight
from grader.judge.trace_tables import Thread, in_seconds
from grader.model import InFlight, Lane, Timeline

MAX_LANES = 40
MAX_TASKS = 30  # of more tasks than can be drawn; the other lanes are for what runs inside them

Row = tuple[TaskDrawing, Key | None]


def timeline(trace: Trace, source: str = "") -> Timeline:
    """Return the lanes of a run.  source: the learner's text, for the lines' own words."""
    text = Source(source, _file(trace))
    drawings = _draw(trace, text)
    others = [*_callbacks(trace, text), *_threads(trace, text)]
    rows = _rows(drawings)
    if len(rows) + len(others) > MAX_LANES:
        rows = _rows(_folded(drawing) for drawing in drawings)
    kept = _choose(rows, MAX_LANES - len(others))
    lanes = [drawing.lane(key) for drawing, key in kept] + others
    return Timeline(
        duration=round(trace.duration, 9),
        lanes=tuple(lanes[:MAX_LANES]),
        in_flight=_in_flight(drawings),
        hidden=len(rows) + len(others) - len(lanes[:MAX_LANES]),
    )


def _file(trace: Trace) -> str | None:
    """Return the name of the file the call is in."""
    recording = trace.recording
    life = recording.lives.get(-1 if trace.main_id is None else trace.main_id)
    coro = recording.coros.get(life.own) if life and life.own is not None else None
    places = [coro.place] if coro and coro.place else recording.places.values()
    return next((place.file for place in places), None)


def _draw(trace: Trace, source: Source) -> list[TaskDrawing]:
    lives = sorted(trace.recording.lives.values(), key=lambda life: life.id != trace.main_id)
    return [TaskDrawing(trace, life, source) for life in lives if not life.housekeeping]


def _folded(drawing: TaskDrawing) -> TaskDrawing:
    """Return the task drawn as one lane, unless it is main or is one already."""
    if drawing.is_main or not drawing.shape.shown:
        return drawing
    return TaskDrawing(drawing.trace, drawing.life, drawing.source, folded=True)


def _rows(drawings: Iterable[TaskDrawing]) -> list[Row]:
    return [(drawing, key) for drawing in drawings for key in drawing.pieces]


def _choose(rows: list[Row], room: int) -> list[Row]:
    """Return as many rows as there is room for, in their order: first tasks, then what is inside."""
    if len(rows) <= room:
        return rows
    tasks = [index for index, (_, key) in enumerate(rows) if key is None]
    inner = [index for index, (_, key) in enumerate(rows) if key is not None]
    first = [*tasks[:MAX_TASKS], *inner, *tasks[MAX_TASKS:]]
    return [rows[index] for index in sorted(first[: max(room, 1)])]


def _in_flight(drawings: Iterable[TaskDrawing]) -> tuple[InFlight, ...]:
    pieces = [piece for drawing in drawings for piece in drawing.flying()]
    limits = [drawing.limit for drawing in drawings]
    steps = in_flight(pieces)
    end = max(limits, default=0)
    return tuple(
        InFlight(start=in_seconds(int(step.start)), end=in_seconds(int(min(step.end, end))), count=step.count)
        for step in steps
        if step.start < end
    )


def _callbacks(trace: Trace, source: Source) -> list[Lane]:
    """Return a lane for what blocked the loop outside of any task, if anything did."""
    blocks = trace.bodies.blocks(None)
    place = trace.recording.place
    pieces = [
        Piece(b.start, b.end, "blocked", blocking(b.what, b.end - b.start), place([n for n, _ in b.frames]))
        for b in blocks
    ]
    drawn = spans(pieces, trace.horizon, source)
    if not drawn:
        return []
    return [
        Lane(
            id="loop",
            kind="thread",
            name="event loop",
            note="a callback, not a task",
            started=0.0,
            spans=drawn,
            runs=tuple(span.start for span in drawn),
        )
    ]


def _threads(trace: Trace, source: Source) -> list[Lane]:
    threads = trace.recording.threads.values()
    return [_thread(trace, thread, source) for thread in threads if not thread.housekeeping]


def _thread(trace: Trace, thread: Thread, source: Source) -> Lane:
    place = trace.recording.place
    end = trace.horizon if thread.ended is None else thread.ended
    waits = [
        Piece(s, min(e, end), "thread", blocking(what, e - s), place(at)) for s, e, what, at in thread.waits
    ]
    drawn = spans(waits or [Piece(thread.started, end, "thread", "at work")], trace.horizon, source)
    at = place(thread.at)
    name = short_name(thread.function)
    over = thread.ended is not None and thread.ended <= trace.horizon
    return Lane(
        id=f"thread-{thread.id}",
        kind="thread",
        name=f"{name}()" if name else cut(thread.name, 40),
        note="thread" + (f", started on line {at.line}" if at else ""),
        created=in_seconds(thread.started),
        started=in_seconds(thread.started),
        ended=in_seconds(end) if over else None,
        how="returned" if over else "left",
        spans=drawn,
        runs=(in_seconds(thread.started),),
    )
