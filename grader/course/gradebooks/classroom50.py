"""Classroom 50's own lists of scores: `scores.json`, the gradebook, and `scores.csv`, one assignment's.

What stands in them came out of the learners' own repositories and is provisional.  A score is replaced
where it stands; nothing else is touched, neither the tests below it nor the mark `override`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from grader.course.gradebooks.columns import is_about, need, the_only
from grader.course.gradebooks.filling import Filling
from grader.course.gradebooks.gradebook import (
    API_VERSION,
    Filled,
    Gradebook,
    GradebookError,
    Score,
    Wanted,
)
from grader.course.gradebooks.json_spans import Members, items, members, whole
from grader.course.gradebooks.matching import Levels, Row, match
from grader.course.gradebooks.points import number, worth
from grader.course.gradebooks.sheet import Cell, read_sheet, replaced

_LEVELS: Levels = (("username", ("username", "student_id", "id")),)
_SCHEMA = "classroom50/scores/v1"
_NEEDED = ("username", "score", "max_score")
_WHOLE = Decimal(1)


def fill(exported: bytes, scores: Sequence[Score], wanted: Wanted) -> Filled:
    """Replace scores in a `scores.json` or a `scores.csv`."""
    start = exported.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return (_fill_json if start == b"{" else _fill_csv)(exported, scores, wanted)


def _value(score: Score, most: str, wanted: Wanted, row: Row) -> str:
    """Return a whole number; nothing else is accepted there."""
    points = worth(score, number(most), scale=wanted.scale, where=str(row).capitalize())
    return str(points.quantize(_WHOLE, ROUND_HALF_UP))


# ---- scores.csv ----------------------------------------------------------------------------------


def _fill_csv(exported: bytes, scores: Sequence[Score], wanted: Wanted) -> Filled:
    sheet = read_sheet(exported, *_NEEDED)
    header = sheet.header
    need(header, _NEEDED, "a scores.csv of Classroom 50")
    if wanted.column not in (None, "score"):
        raise GradebookError("A scores.csv has one column of scores. Leave --column out.")
    cells = {place: dict(zip(header, row, strict=True)) for place, row in sheet.body().items()}
    rows = [
        Row(
            number=place,
            ids={"username": row["username"].value},
            name=" ".join(row[one].value for one in ("first_name", "last_name") if one in row).strip(),
        )
        for place, row in cells.items()
    ]
    filling = Filling(
        write=sheet.replaced,
        column="score",
        wanted=wanted,
        grades={place: row["score"] for place, row in cells.items()},
        value=lambda score, row: _value(score, cells[row.number]["max_score"].value, wanted, row),
        locked=frozenset(
            place
            for place, row in cells.items()
            if "override" in row and row["override"].value.strip().casefold() in ("true", "yes", "1")
        ),
    )
    return filling.fill(match(rows, scores, _LEVELS, by_name=wanted.by_name))


# ---- scores.json ---------------------------------------------------------------------------------


def _fill_json(exported: bytes, scores: Sequence[Score], wanted: Wanted) -> Filled:
    try:
        text = exported.decode()
    except UnicodeDecodeError:
        raise GradebookError("The exported file is not UTF-8. Download it once more.") from None
    slug, bucket = _bucket(text, wanted)
    entries = [members(text, one, "An entry") for one in items(text, bucket, "`entries`")]
    latest = [_latest(text, entry, place) for place, entry in enumerate(entries, 1)]
    rows = [Row(number=place, ids={"username": one["owner"].value}) for place, one in enumerate(entries, 1)]

    def write(changes: Mapping[Cell, str]) -> bytes:
        return replaced(text, changes).encode()

    filling = Filling(
        write=write,
        column=slug,
        wanted=wanted,
        grades={place: one["score"] for place, one in enumerate(latest, 1)},
        value=lambda score, row: _value(score, latest[row.number - 1]["max-score"].value, wanted, row),
        locked=frozenset(
            place for place, one in enumerate(entries, 1) if one.get("override", _NOTHING).value == "true"
        ),
    )
    return filling.fill(match(rows, scores, _LEVELS, by_name=wanted.by_name))


_NOTHING = Cell(0, 0, "")


def _bucket(text: str, wanted: Wanted) -> tuple[str, Cell]:
    """Return the assignment's slug and where its entries stand."""
    root = members(text, whole(text), "The file")
    if root.get("schema", _NOTHING).value != _SCHEMA or "assignments" not in root:
        raise GradebookError(f'The exported file is not a scores.json of Classroom 50 ("{_SCHEMA}").')
    buckets = members(text, root["assignments"], "`assignments`")
    slugs = list(buckets)
    if wanted.column is not None:
        slug = the_only(
            [one for one in slugs if one == wanted.column], f'assignment "{wanted.column}"', slugs
        )
    else:
        about = [one for one in slugs if is_about(one, wanted.names)]
        slug = the_only(about, "assignment of this exercise", slugs)
    return slug, _member(members(text, buckets[slug], f"The assignment {slug}"), "entries", slug)


def _latest(text: str, entry: Members, place: int) -> Members:
    """Return the newest submission of an entry; they stand newest first."""
    _member(entry, "owner", f"Entry {place}")
    submissions = items(text, _member(entry, "submissions", f"Entry {place}"), "`submissions`")
    if not submissions:
        raise GradebookError(f"Entry {place} of the exported file has no submission. Download it once more.")
    newest = members(text, submissions[0], f"The submission of entry {place}")
    for name in ("score", "max-score"):
        _member(newest, name, f"Entry {place}")
    return newest


def _member(of: Members, name: str, whose: str) -> Cell:
    if name not in of:
        raise GradebookError(f'{whose} of the exported file has no "{name}". Download it once more.')
    return of[name]


CLASSROOM50 = Gradebook(
    name="classroom50",
    api_version=API_VERSION,
    summary="Classroom 50's scores.json or scores.csv.",
    fill=fill,
)
