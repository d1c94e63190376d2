"""Scores as importers and a batch tell them."""

from __future__ import annotations

from grader.course.gradebooks.gradebook import Filled, Score, Wanted
from grader.course.gradebooks.shelf import load

COMMENT = "Graded automatically: 7 of 10 points, 2 of 3 checks passed."


def score(points: int | None = 7, most: int = 10, id_: str = "aaaa", **learner: str) -> Score:
    return Score(
        id=id_,
        learner=learner,
        points=points,
        max_points=most,
        comment="" if points is None else COMMENT,
        why="" if points is not None else "left to a person",
    )


def fill(name: str, data: str | bytes, *scores: Score, **wanted: object) -> Filled:
    raw = data.encode() if isinstance(data, str) else data
    return load(name).fill(raw, scores, Wanted(**{"names": ("exercise-02", "Three at once"), **wanted}))  # type: ignore[arg-type]
