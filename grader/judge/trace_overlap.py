"""Arithmetic on stretches of time: how many overlap, how long their union is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Protocol

from grader.model import InFlight


class Stretch(Protocol):
    """Anything that lasts from `start` to `end`, in seconds."""

    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...


def in_flight(stretches: Iterable[Stretch]) -> tuple[InFlight, ...]:
    """Return how many of `stretches` overlap, as steps; instants with none are left out.

    One that ends at the instant another starts does not overlap it.
    """
    changes: dict[float, int] = {}
    for stretch in stretches:
        if stretch.end > stretch.start:
            changes[stretch.start] = changes.get(stretch.start, 0) + 1
            changes[stretch.end] = changes.get(stretch.end, 0) - 1
    steps: list[InFlight] = []
    count, since = 0, 0.0
    for instant in sorted(changes):
        if changes[instant] == 0:
            continue  # as many ended as started: the step goes on
        if count:
            steps.append(InFlight(start=since, end=instant, count=count))
        count, since = count + changes[instant], instant
    return tuple(steps)


def overlap(stretches: Iterable[Stretch]) -> int:
    """Return the largest number of `stretches` that overlap at one moment."""
    return max((step.count for step in in_flight(stretches)), default=0)


def union_seconds(stretches: Iterable[Stretch]) -> float:
    """Return how many seconds at least one of `stretches` covers."""
    total, reached = 0.0, float("-inf")
    for start, end in sorted((s.start, s.end) for s in stretches):
        if end > reached:
            total += end - max(start, reached)
            reached = end
    return round(total, 9)


class Union:
    """Stretches joined where they touch, to ask quickly whether one of them is in the way."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether any stretch overlaps the one from `start` to `end`."""
        index = bisect_right(self._ends, start)
        return start < end and index < len(self._starts) and self._starts[index] < end
