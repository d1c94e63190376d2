"""A timeline in characters: one row a lane, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from grader.model import Lane, RunRecord
from grader.report.lanes import WORDS, Stretch, scale_of, shown_lanes, stretches
from grader.report.pen import Pen
from grader.report.story import endless
from grader.report.times import seconds, ticks
from grader.report.visible import columns, one_line

MOST_ROWS = 12
_NAME_SHARE = 0.34
_BARS = ("waiting", "blocked", "thread", "ready")


@dataclass(slots=True)
class _Row:
    """The cells of one lane, written one stretch after the other."""

    cells: list[str]
    styles: list[str]
    used: set[str] = field(default_factory=set)


def chart(run: RunRecord, pen: Pen, *, enough: float | None = None, most: int = MOST_ROWS) -> list[str]:
    """Draw what ran when; `enough` marks the instant at which the work could have been finished."""
    lanes, hidden = shown_lanes(run)
    lanes, hidden = lanes[:most], hidden + max(0, len(lanes) - most)
    if not any(lane.spans for lane in lanes):
        return []
    scale = scale_of(run)
    names = [one_line(lane.name) for lane in lanes]
    left = min(max(map(columns, names)), int(pen.width * _NAME_SHARE)) + 2
    room = max(10, pen.width - left - 2)
    rows = [_row(lane, run, scale, room, pen) for lane in lanes]
    lines = [" " * left + pen.paint(_axis(scale, room), "faint")]
    ghost = None if enough is None else _column(enough, scale, room)
    for name, row in zip(names, rows, strict=True):
        _mark_ghost(row, ghost, pen)
        lines.append(pen.pad(name, left) + _painted(row, pen))
    if hidden:
        lines.append(pen.paint(f"{hidden} more not shown", "faint"))
    return [*lines, *_legend(rows, run, enough, pen)]


def _row(lane: Lane, run: RunRecord, scale: float, room: int, pen: Pen) -> _Row:
    row = _Row(cells=[" "] * (room + 1), styles=[""] * (room + 1))
    for piece in stretches(lane, run, scale, scale / room):
        _write(row, piece, _column(piece.start, scale, room), _column(piece.end, scale, room), pen)
    end = _column(lane.ended, scale, room) if lane.ended is not None else room
    if lane.how in ("raised", "cancelled", "left"):
        row.cells[end] = pen.glyph(lane.how)
        row.styles[end] = "bad"
        row.used.add(lane.how)
    return row


def _write(row: _Row, piece: Stretch, first: int, end: int, pen: Pen) -> None:
    end = max(end, first + 1)
    state = piece.state if piece.state in WORDS else "waiting"
    row.used.add(state)
    for column in range(first, min(end, len(row.cells))):
        row.cells[column] = pen.glyph(state)
        row.styles[column] = state
    if state in _BARS and end - first > 1 and not piece.endless:
        row.cells[end - 1] = pen.glyph("end") if state == "waiting" else row.cells[end - 1]
    _label(row, piece, first, end, state)


def _label(row: _Row, piece: Stretch, first: int, end: int, state: str) -> None:
    if piece.line is None or state not in ("waiting", "blocked", "thread"):
        return
    text = f" line {piece.line} "
    if piece.endless and end - first >= len(text) + 10:
        text += "for ever "
    if end - first >= len(text) + 2:
        row.cells[first + 1 : first + 1 + len(text)] = text
        row.styles[first + 1 : first + 1 + len(text)] = [f"on {state}"] * len(text)


def _mark_ghost(row: _Row, ghost: int | None, pen: Pen) -> None:
    if ghost is not None and row.cells[ghost] in (" ", pen.glyph("not started")):
        row.cells[ghost] = pen.glyph("ghost")
        row.styles[ghost] = "ghost"


def _painted(row: _Row, pen: Pen) -> str:
    parts = []
    for style, cells in groupby(zip(row.styles, row.cells, strict=True), key=lambda pair: pair[0]):
        parts.append(pen.paint("".join(cell for _, cell in cells), style))
    return "".join(parts)


def _axis(scale: float, room: int) -> str:
    cells = [" "] * (room + 2)
    free = 0
    for tick in ticks(scale, max(2, room // 10)):
        start = _column(tick.at, scale, room)
        start = min(start, len(cells) - len(tick.label))
        if start >= free:
            cells[start : start + len(tick.label)] = tick.label
            free = start + len(tick.label) + 1
    return "".join(cells).rstrip()


def _column(instant: float, scale: float, room: int) -> int:
    return min(room, max(0, round(instant / scale * room)))


def _legend(rows: Iterable[_Row], run: RunRecord, enough: float | None, pen: Pen) -> list[str]:
    used = set().union(*(row.used for row in rows))
    entries = [f"{pen.glyph(state)} {words}" for state, words in WORDS.items() if state in used]
    left = "waits for ever" if endless(run) else "still alive at the end"
    ends = {"raised": "ended by an exception", "cancelled": "cancelled", "left": left}
    entries += [f"{pen.glyph(how)} {words}" for how, words in ends.items() if how in used]
    if enough is not None:
        entries.append(f"{pen.glyph('ghost')} {seconds(enough)}: could be finished here")
    lines, current = [], ""
    for entry in entries:
        if current and columns(current) + 3 + columns(entry) > pen.width:
            lines.append(current)
            current = ""
        current = f"{current}   {entry}" if current else entry
    return [pen.paint(pen.cut(line), "faint") for line in (*lines, current) if line]
