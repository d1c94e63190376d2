"""Numbers as a platform writes them: read, scaled, and written in the file's own manner."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from grader.course.gradebooks.gradebook import GradebookError, Score

_NUMBER = re.compile(r"\s*(-?\d{1,9})(?:([.,])(\d{1,9}))?\s*")
_CENT = Decimal("0.01")


def number(text: str) -> Decimal | None:
    """Return what a cell says, None when it is no number."""
    found = _NUMBER.fullmatch(text)
    return None if found is None else Decimal(f"{found[1]}.{found[3] or 0}")


def worth(score: Score, most: Decimal | None, *, scale: bool, where: str) -> Decimal:
    """Return what a score is worth where there are `most` points to be had; None is not known."""
    assert score.points is not None
    points = Decimal(score.points)
    if most is None or most == score.max_points:
        return points
    if not scale or not score.max_points:
        raise GradebookError(
            f"{where} is worth {_plain(most)} points, the exercise {score.max_points}.\n"
            "Change it on the platform and export again, or have the scores converted: --scale."
        )
    return (points * most / score.max_points).quantize(_CENT, ROUND_HALF_UP)


def written(value: Decimal, like: str, *, comma: bool = False) -> str:
    """Write a number with the decimals and the separator of another; comma: where that one says nothing."""
    found = _NUMBER.fullmatch(like)
    decimals = len(found[3]) if found and found[3] else 0
    mark = found[2] if found and found[2] else "," if comma else "."
    whole, _, rest = _plain(value).partition(".")
    rest = rest.ljust(decimals, "0")
    return f"{whole}{mark}{rest}" if rest else whole


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
