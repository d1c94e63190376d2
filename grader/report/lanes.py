"""Lanes ready to be drawn: one scale, waits without an end drawn to the edge, tiny spans merged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import Lane, RunRecord, Span
from grader.report.story import endless

MOST_LANES = 40

WORDS = {
    "not started": "not started yet",
    "waiting": "waiting, others can run",
    "ready": "ready, but the event loop is blocked",
    "blocked": "blocks the event loop, nothing else can run",
    "thread": "a thread at work",
}
"""What a span's state means, as a legend says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A drawn piece of a lane: a span, or `count` spans too short to be drawn one by one."""

    start: float
    end: float
    state: str
    label: str = ""
    line: int | None = None
    source: str = ""
    count: int = 1
    endless: bool = False

    @property
    def words(self) -> str:
        """Say in words what the lane does here."""
        if self.count > 1:
            what = f"{self.label}, " if self.label else ""
            return f"{what}{self.count} times: {WORDS.get(self.state, self.state)}"
        if self.state == "waiting":
            what = self.label.removeprefix("waits for ") or "something"
            return f"waits for {what}{', for ever' if self.endless else ''}"
        word = WORDS.get(self.state, self.state)
        return f"{self.label}: {word}" if self.label and self.label != word else word


def scale_of(*runs: RunRecord | None) -> float:
    """Return the length of the axis that all the given runs share, in seconds; never 0."""
    longest = 0.0
    for run in runs:
        if run is not None:
            length = _length(run)
            # Waits without an end need room behind the last instant.
            longest = max(longest, length * 1.3 if endless(run) else length)
    return longest or 1.0


def shown_lanes(run: RunRecord) -> tuple[tuple[Lane, ...], int]:
    """Return the lanes to draw, and how many there are beyond."""
    lanes = run.timeline.lanes
    return lanes[:MOST_LANES], run.timeline.hidden + max(0, len(lanes) - MOST_LANES)


def stretches(lane: Lane, run: RunRecord, scale: float, smallest: float) -> tuple[Stretch, ...]:
    """Return what to draw in a lane; neighbours shorter than `smallest` seconds become one."""
    pieces: list[Stretch] = []
    for span in lane.spans:
        piece = _stretch(span, _is_endless(span, lane, run), scale)
        if pieces and _mergeable(pieces[-1], piece, smallest):
            piece = _merged(pieces.pop(), piece)
        pieces.append(piece)
    return tuple(pieces)


def thinned(instants: Iterable[float], smallest: float) -> tuple[float, ...]:
    """Leave out instants closer than `smallest` to the one before."""
    kept: list[float] = []
    for instant in sorted(instants):
        if not kept or instant - kept[-1] >= smallest:
            kept.append(instant)
    return tuple(kept)


def _length(run: RunRecord) -> float:
    length = max(run.timeline.duration, run.elapsed)
    if length > 0:
        return length
    return max((span.end for lane in run.timeline.lanes for span in lane.spans), default=0.0)


def _is_endless(span: Span, lane: Lane, run: RunRecord) -> bool:
    last = span is lane.spans[-1] and lane.ended is None
    return last and span.state == "waiting" and endless(run) and span.end >= run.timeline.duration - 1e-9


def _stretch(span: Span, forever: bool, scale: float) -> Stretch:
    start = min(max(span.start, 0.0), scale)
    end = scale if forever else min(max(span.end, start), scale)
    return Stretch(
        start=start,
        end=end,
        state=span.state,
        label=span.label,
        line=span.line,
        source=span.source,
        endless=forever,
    )


def _mergeable(one: Stretch, next_one: Stretch, smallest: float) -> bool:
    short = next_one.end - next_one.start < smallest and (one.count > 1 or one.end - one.start < smallest)
    near = next_one.start - one.end < smallest
    return short and near and one.state == next_one.state and not next_one.endless


def _merged(one: Stretch, other: Stretch) -> Stretch:
    count = one.count + other.count
    return Stretch(
        start=one.start,
        end=max(one.end, other.end),
        state=one.state,
        label=one.label if one.label == other.label else "",
        line=one.line if one.line == other.line else None,
        count=count,
    )
