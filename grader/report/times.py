"""Times as people read them, and the ticks of a time axis."""

from __future__ import annotations

from dataclasses import dataclass

_TIMES = "\N{MULTIPLICATION SIGN}"
_SECOND_STEPS = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_MINUTE_STEPS = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0)
_HOUR_STEPS = (1.0, 2.0, 4.0, 6.0, 12.0, 24.0, 48.0, 96.0, 168.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on the axis: an instant in seconds and what is written there."""

    at: float
    label: str


def seconds(value: float) -> str:
    """Write a duration: `6 s`, `0.25 s`, `3 ms`, `2 min 30 s`, `1 h 40 min`."""
    sign, size = ("-", -value) if value < 0 else ("", value)
    return sign + _size(size)


def _size(size: float) -> str:
    if size < 1e-9:
        return "0 s"
    if size < 0.01:
        return f"{_number(size * 1e3)} ms" if size >= 1e-5 else f"{_number(size * 1e6)} µs"
    if size < 120:
        return f"{_number(size)} s"
    whole = round(size)
    minutes, rest = divmod(whole, 60)
    if minutes < 120:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(round(size / 60), 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{round(value, 4):.6g}"


def multiple(durations: list[float]) -> str:
    """Write equal durations as a product, without working it out."""
    return f"{len(durations)} {_TIMES} {seconds(durations[0])}"


def repeated(durations: list[float]) -> str:
    """Write several durations as one would add them up: `3 x 2 s = 6 s`, with a real multiplication sign."""
    total = seconds(sum(durations))
    if len(durations) == 1:
        return total
    same = max(durations) - min(durations) < 1e-9
    return f"{multiple(durations)} = {total}" if same else f"{len(durations)} times, {total}"


def ticks(scale: float, most: int = 6) -> tuple[Tick, ...]:
    """Choose round ticks from 0 to `scale`: at most `most` steps, in one unit."""
    if scale <= 0:
        return (Tick(at=0.0, label="0 s"),)
    unit, word, steps = _unit(scale)
    step = _step(scale / unit, most, steps)
    count = int(scale / unit / step + 1e-9)
    return tuple(Tick(at=i * step * unit, label=f"{_number(i * step)} {word}") for i in range(count + 1))


def _unit(scale: float) -> tuple[float, str, tuple[float, ...]]:
    if scale < 1e-5:
        return 1e-6, "µs", ()
    if scale < 0.01:
        return 1e-3, "ms", ()
    if scale <= 180:
        return 1.0, "s", _SECOND_STEPS if scale >= 3 else ()
    if scale < 7200:
        return 60.0, "min", _MINUTE_STEPS
    return 3600.0, "h", _HOUR_STEPS


def _step(span: float, most: int, steps: tuple[float, ...]) -> float:
    for step in steps:
        if span / step <= most + 1e-9:
            return step
    power = 1e-9
    while True:
        for factor in (1.0, 2.0, 5.0):
            if span / (power * factor) <= most + 1e-9:
                return power * factor
        power *= 10
