"""The gradebook CSV that Canvas exports: one assignment's column is filled, no column is ever added.

Canvas takes a column whose id it does not know for a new assignment, so this never writes a header.
What the columns are called and in which order they come: lib/gradebook_importer.rb of Canvas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.course.gradebooks.columns import is_about, need, the_only
from grader.course.gradebooks.filling import Filling
from grader.course.gradebooks.gradebook import (
    API_VERSION,
    Feedback,
    Filled,
    Gradebook,
    GradebookError,
    Score,
    Wanted,
)
from grader.course.gradebooks.matching import Levels, Row, match
from grader.course.gradebooks.points import number, worth, written
from grader.course.gradebooks.sheet import Cell, Sheet, read_sheet

_NEEDED = ("Student", "ID", "Section")
_IDS = ("ID", "SIS User ID", "SIS Login ID")
_LEVELS: Levels = (
    ("ID", ("user_id", "canvas_id")),
    ("SIS User ID", ("sid", "student_id", "id")),
    ("SIS Login ID", ("username", "email", "student_id", "id")),
)
_ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
_TEST_STUDENTS = ("student, test", "test student")
_READ_ONLY = "(read only)"


def fill(exported: bytes, scores: Sequence[Score], wanted: Wanted) -> Filled:
    """Fill one assignment's column of a gradebook that Canvas exported."""
    sheet = read_sheet(exported, *_NEEDED)
    header = sheet.header
    need(header, _NEEDED, 'a gradebook that Canvas exported ("Export Entire Gradebook")')
    column = _column(header, wanted)
    at = header.index(column)
    cells = sheet.body()
    rows = _learners(header, cells)
    possible = _possible(sheet, header, at)
    most = number(possible)

    def value(score: Score, _: Row) -> str:
        points = worth(score, most, scale=wanted.scale, where=f'"{column}"')
        return written(points, possible, comma=sheet.delimiter == ";")

    filling = Filling(
        write=sheet.replaced,
        column=column,
        wanted=wanted,
        grades={row.number: cells[row.number][at] for row in rows},
        value=value,
    )
    return filling.fill(match(rows, scores, _LEVELS, by_name=wanted.by_name))


def _column(header: Sequence[str], wanted: Wanted) -> str:
    """Return the header of the assignment's column."""
    titles = {one: title["title"] for one in header if (title := _ASSIGNMENT.fullmatch(one))}
    if wanted.column is None:
        about = [one for one, title in titles.items() if is_about(title, wanted.names)]
        found = the_only(about, "assignment of this exercise", list(titles))
    else:
        name = wanted.column.strip()
        if name in header and name not in titles:
            raise GradebookError(
                f'"{name}" is no assignment: its header has no number. Name another: --column.'
            )
        named = [one for one, title in titles.items() if name in (one, title.strip())]
        found = the_only(named, f'assignment "{name}"', list(titles))
    if header.count(found) > 1:
        raise GradebookError(f'The exported file has {header.count(found)} columns "{found}".')
    return found


def _learners(header: Sequence[str], cells: Mapping[int, tuple[Cell, ...]]) -> list[Row]:
    """Return the learners' rows: not those above them, which have no id, and not the test student's."""
    places = {name: header.index(name) for name in _IDS if name in header}
    name = header.index("Student")
    return [
        Row(
            number=place,
            ids={kind: row[at].value.strip() for kind, at in places.items()},
            name=row[name].value.strip(),
        )
        for place, row in cells.items()
        if row[places["ID"]].value.strip() and row[name].value.strip().casefold() not in _TEST_STUDENTS
    ]


def _possible(sheet: Sheet, header: Sequence[str], at: int) -> str:
    """Return how many points the assignment has, said in a row without an id; "" if nowhere."""
    for row in sheet.rows[1:]:
        if row[header.index("ID")].value.strip():
            break
        said = row[at].value.strip()
        if said.casefold() == _READ_ONLY:
            raise GradebookError(f'"{header[at]}" is read-only in Canvas. Name another column: --column.')
        if number(said) is not None:
            return said
    return ""


def _feedback_name(path: str, learner: Mapping[str, str]) -> str | None:
    """Name the file as the export did: Canvas reads the numbers in it, and nothing else is accepted."""
    known = all(learner.get(name) for name in ("user_id", "attachment_id"))
    return path.rpartition("/")[2] if known else None


CANVAS = Gradebook(
    name="canvas",
    api_version=API_VERSION,
    summary="The gradebook that Canvas exports, CSV; files to upload as comments.",
    fill=fill,
    feedback=Feedback(name=_feedback_name, text=True),
)
