"""The stretches of a lane: cut to the drawing, joined where they say the same, made into spans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from grader.judge.trace_tables import in_seconds
from grader.model import Place, Span

MAX_SPANS = 200
MAX_SOURCE = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a lane, in nanoseconds.

    target: the lane it waits for; two pieces in a row with one target are one wait.
    flying: it is a wait for something outside, a fetch or the like.
    """

    start: int
    end: int
    state: str
    label: str = ""
    place: Place | None = None
    target: object = None
    flying: bool = False


class Source:
    """The text of the learner's file, by line."""

    def __init__(self, text: str, file: str | None) -> None:
        self._lines = re.split(r"\r\n|\r|\n", text) if text else []  # Python's lines, not Unicode's
        self._file = file

    def at(self, place: Place | None) -> str:
        """Return the stripped line at `place`, "" when it is in some other file."""
        if place is None or place.file != self._file or not 0 < place.line <= len(self._lines):
            return ""
        return self._lines[place.line - 1].strip()[:MAX_SOURCE]


def spans(pieces: Iterable[Piece], limit: int, source: Source) -> tuple[Span, ...]:
    """Return the pieces as spans that end at `limit` at the latest."""
    cut = (replace(piece, start=max(piece.start, 0), end=min(piece.end, limit)) for piece in pieces)
    found = _join(sorted((piece for piece in cut if piece.end > piece.start), key=lambda p: (p.start, p.end)))
    if len(found) > MAX_SPANS:
        found = _shorten(_count(found))
    return tuple(
        Span(
            start=in_seconds(piece.start),
            end=in_seconds(piece.end),
            state=piece.state,
            label=piece.label,
            line=piece.place.line if piece.place else None,
            source=source.at(piece.place),
        )
        for piece in found
    )


def _join(pieces: Iterable[Piece]) -> list[Piece]:
    """Join what touches and waits for the same lane; of two that overlap, cut the later one."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and last.end == piece.start and _same(last, piece) and piece.target is not None:
            found[-1] = replace(last, end=piece.end)
        elif last is None or last.end <= piece.start:
            found.append(piece)
        elif last.end < piece.end:
            found.append(replace(piece, start=last.end))
    return found


def _same(one: Piece, other: Piece) -> bool:
    return (one.state, one.label, one.place, one.target) == (
        other.state,
        other.label,
        other.place,
        other.target,
    )


def _count(pieces: list[Piece]) -> list[Piece]:
    """Join what touches and says the same, and say how often it does."""
    found: list[Piece] = []
    times: list[int] = []
    for piece in pieces:
        if found and found[-1].end == piece.start and _same(found[-1], piece):
            found[-1] = replace(found[-1], end=piece.end)
            times[-1] += 1
        else:
            found.append(piece)
            times.append(1)
    return [
        replace(p, label=f"{p.label}, {n} times") if n > 1 else p for p, n in zip(found, times, strict=True)
    ]


def _shorten(pieces: list[Piece]) -> list[Piece]:
    """Keep the first spans, and put one in place of all the others."""
    if len(pieces) <= MAX_SPANS:
        return pieces
    rest = pieces[MAX_SPANS - 1 :]
    more = Piece(rest[0].start, max(piece.end for piece in rest), "waiting", f"… {len(rest)} more")
    return [*pieces[: MAX_SPANS - 1], more]
