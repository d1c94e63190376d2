"""What a gradebook is: a pure function from an exported file and scores to the file with them filled in.

A package offers one by an entry point of the group `asyncio_grader.gradebooks` (docs/gradebooks.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

API_VERSION = 1
"""The version of this record that a gradebook is made for; others are refused."""


class GradebookError(Exception):
    """The exported file, or what was said about it, does not fit.  The text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one learner's submission came to.

    id: the batch's own.  learner: the platform's ids and the name, as the importer found them.  points:
    None where nobody may be given any; `why` says it.  comment: our own words, no learner's.
    """

    id: str
    learner: Mapping[str, str]
    points: int | None
    max_points: int
    late: bool = False
    comment: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an instructor asks for.

    names: what the exercise is called, to find its column by.  column: the column, named.  overwrite:
    replace what stands there.  by_name: match by names where ids do not.  scale: to the column's points.
    """

    names: tuple[str, ...] = ()
    column: str | None = None
    overwrite: bool = False
    by_name: bool = False
    scale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about one row or one submission that the instructor has to know."""

    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What came of it.

    data: the file, filled.  column: the one that was touched.  filled: how many cells.  same: how many
    had the score already.  kept: cells that had something else.  placed: the scores whose row was found.
    rows: those nobody handed in for.  unmatched, ambiguous: submissions that have no row, or no certain one.
    unscored: submissions whose row was found, and which have no score to fill in.
    """

    data: bytes
    column: str
    filled: int
    same: int
    placed: tuple[Score, ...]
    kept: tuple[Remark, ...] = ()
    rows: tuple[Remark, ...] = ()
    unmatched: tuple[Remark, ...] = ()
    ambiguous: tuple[Remark, ...] = ()
    unscored: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """How a learner's report goes back by an upload.

    name: of the file in the zip, from the path in the export and the learner; None where there is none.
    text: whether it is plain text, because the platform keeps the answer's own name.
    """

    name: Callable[[str, Mapping[str, str]], str | None]
    text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradebook:
    """One platform's gradebook.

    api_version: `1`, written as a number, so that a later grader knows what it was made for.  fill: pure,
    no I/O, no clock; raises GradebookError.  feedback: None where files cannot be uploaded.
    """

    name: str
    api_version: int
    summary: str
    fill: Callable[[bytes, Sequence[Score], Wanted], Filled]
    feedback: Feedback | None = None
