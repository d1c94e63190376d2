"""The geometry of a timeline for the page: where each bar, mark and tick stands, in percent of the axis."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import InFlight, Lane, RunRecord
from grader.report.lanes import WORDS, Stretch, shown_lanes, stretches, thinned
from grader.report.story import ending, endless, enough, most_in_flight
from grader.report.times import seconds, ticks
from grader.report.visible import one_line

_SMALLEST = 0.004  # of the axis: what is shorter cannot be seen
_CHAR = 7.3  # pixels of a character in a bar, rather too many than too few
_WIDTHS = (300, 400, 500, 600, 700)  # widths of the drawing for which the style sheet has a rule
_MOST_ROWS = 150
_MOST_STACKED = 5
_LONGEST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of a lane.

    fit: the width of the drawing, in pixels, from which on the whole text has room; 0 is never.
    short, short_fit: what is written instead in less room, and the same for it.
    """

    left: float
    width: float
    kind: str
    text: str
    place: str
    title: str
    fit: int
    short: str
    short_fit: int
    endless: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A dot on a lane: its code runs, or it ends."""

    at: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A lane as it is drawn."""

    name: str
    note: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table that says the same as the drawing."""

    name: str
    start: str
    end: str
    words: str
    line: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """A block of the strip below: its top and height in pixels."""

    left: float
    width: float
    top: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A whole timeline.  enough: where the work could have been finished; saved: what that saves."""

    id: str
    title: str
    note: str
    tone: str
    total: str
    summary: str
    ticks: tuple[tuple[float, str], ...]
    tracks: tuple[Track, ...]
    flights: tuple[Flight, ...]
    peak: int
    rows: tuple[Row, ...]
    rows_hidden: int
    hidden: int
    kinds: frozenset[str]
    enough: float | None
    late: str
    end: float
    saved: str


def draw(
    run: RunRecord, *, id: str, title: str, scale: float, tone: str, note: str = "",  # noqa: A002 - as in HTML
    reference: RunRecord | None = None, saved: float = 0.0,
) -> Drawing:  # fmt: skip
    """Lay out one run on an axis of `scale` seconds."""
    lanes, hidden = shown_lanes(run)
    pieces = [stretches(lane, run, scale, scale * _SMALLEST) for lane in lanes]
    tracks = tuple(_track(lane, cut, run, scale) for lane, cut in zip(lanes, pieces, strict=True))
    rows = tuple(_row(lane, piece) for lane, cut in zip(lanes, pieces, strict=True) for piece in cut)
    limit = enough(run, reference)
    return Drawing(
        id=id,
        title=title,
        note=note,
        tone=tone,
        total=seconds(run.elapsed),
        summary=_summary(run),
        ticks=tuple((_percent(tick.at, scale), tick.label) for tick in ticks(scale)),
        tracks=tracks,
        flights=_flights(run, scale),
        peak=most_in_flight(run),
        rows=rows[:_MOST_ROWS],
        rows_hidden=max(0, len(rows) - _MOST_ROWS),
        hidden=hidden,
        kinds=_kinds(tracks),
        enough=None if limit is None else _percent(limit, scale),
        late="" if limit is None else seconds(run.elapsed - limit),
        end=_percent(run.elapsed, scale),
        saved=seconds(saved) if saved > 0 else "",
    )


def _summary(run: RunRecord) -> str:
    parts = []
    if run.timeline.lanes and (peak := most_in_flight(run)):
        parts.append(f"{peak} in flight at once")
    if (blocked := sum(one.seconds for one in run.blocked)) > 0:
        parts.append(f"event loop blocked for {seconds(blocked)}")
    if endless(run):
        parts.append("then every task waits for ever")
    elif run.outcome != "finished":
        parts.append(ending(run))
    return one_line(", ".join(parts))[:300]


def _percent(instant: float, scale: float) -> float:
    return round(100 * min(max(instant / scale, 0.0), 1.0), 3)


def _track(lane: Lane, pieces: tuple[Stretch, ...], run: RunRecord, scale: float) -> Track:
    bars = tuple(_bar(piece, scale) for piece in pieces)
    merged = [piece for piece in pieces if piece.count > 1]
    runs = [at for at in lane.runs if not any(piece.start < at < piece.end for piece in merged)]
    marks = [Mark(at=_percent(at, scale), kind="run") for at in thinned(runs, scale * _SMALLEST * 3)]
    if lane.ended is not None:
        marks.append(Mark(at=_percent(lane.ended, scale), kind=lane.how))
    elif not endless(run):
        marks.append(Mark(at=_percent(run.timeline.duration, scale), kind="left"))
    return Track(name=_short(lane.name), note=_short(lane.note), bars=bars, marks=tuple(marks))


def _bar(piece: Stretch, scale: float) -> Bar:
    left = _percent(piece.start, scale)
    width = round(_percent(piece.end, scale) - left, 3)
    kind = piece.state.replace(" ", "-") if piece.state in WORDS else "waiting"
    text, place = _text(piece)
    whole = len(text) + (len(place) + 2 if place else 0)
    short = place or _fewer(text, width)
    source = f" | {piece.source.strip()}" if piece.source else ""
    title = f"{seconds(piece.start)} to {'ever' if piece.endless else seconds(piece.end)}: {piece.words}"
    where = f" (line {piece.line}{source})" if piece.line else ""
    return Bar(
        left=left, width=width, kind=kind, text=text, place=place, title=_short(f"{title}{where}", 400),
        fit=_fit(whole, width), short=short, short_fit=_fit(len(short), width), endless=piece.endless,
    )  # fmt: skip


def _text(piece: Stretch) -> tuple[str, str]:
    place = f"line {piece.line}" if piece.line else ""
    if piece.state == "not started":
        return "not started yet", ""
    label = piece.label.removeprefix("waits for ")
    text = _short(label or WORDS.get(piece.state, piece.state))
    if piece.count > 1 and piece.label:
        text = f"{text}, {piece.count} times"
    return (f"{text}, for ever" if piece.endless else text), place


def _fewer(text: str, width: float) -> str:
    """Shorten what a bar says for a narrow screen: `gather of 3 tasks` is still understood as `gather`."""
    short = text.removeprefix("asyncio.")
    if _fit(len(short), width) == _WIDTHS[0]:
        return short
    word = short.partition(" ")[0].partition("(")[0]
    return word if len(word) > 3 else short


def _fit(characters: int, width: float) -> int:
    """Return the least width of the drawing in which a bar of `width` percent holds the characters."""
    needed = (characters * _CHAR + 22) / max(width, 1e-9) * 100
    return next((size for size in _WIDTHS if needed <= size), 0)


def _row(lane: Lane, piece: Stretch) -> Row:
    end = "never" if piece.endless else seconds(piece.end)
    words, source = _short(piece.words, 200), _short(piece.source.strip(), 200)
    return Row(
        name=_short(lane.name),
        start=seconds(piece.start),
        end=end,
        words=words,
        line=piece.line,
        source=source,
    )


def _flights(run: RunRecord, scale: float) -> tuple[Flight, ...]:
    """Stack the waits that overlap; where there are too many to count, their number becomes a height."""
    blocks: list[Flight] = []
    peak = most_in_flight(run)
    for one in _joined(run.timeline.in_flight, scale * _SMALLEST):
        left = _percent(one.start, scale)
        width = round(_percent(one.end, scale) - left, 3)
        if peak <= _MOST_STACKED:
            step = 10.0 if peak <= 3 else 6.5
            blocks += [
                Flight(left=left, width=width, top=35 - step * (level + 1), height=step - 2.5)
                for level in range(one.count)
            ]
        elif one.count:
            height = round(28 * one.count / peak, 1)
            blocks.append(Flight(left=left, width=width, top=34 - height, height=height))
    return tuple(blocks)


def _joined(flights: tuple[InFlight, ...], smallest: float) -> list[InFlight]:
    """Let each piece too short to be seen join the one before it, which keeps the larger number."""
    kept: list[InFlight] = []
    for one in flights:
        last = kept[-1] if kept else None
        if last is not None and one.end - one.start < smallest:
            kept[-1] = InFlight(
                start=last.start, end=max(last.end, one.end), count=max(last.count, one.count)
            )
        else:
            kept.append(one)
    return kept


def _kinds(tracks: tuple[Track, ...]) -> frozenset[str]:
    bars = {"endless" if bar.endless else bar.kind for track in tracks for bar in track.bars}
    return frozenset(bars | {mark.kind for track in tracks for mark in track.marks})


def _short(text: str, limit: int = _LONGEST) -> str:
    text = one_line(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
