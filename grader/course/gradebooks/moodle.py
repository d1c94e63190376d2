"""Moodle's offline grading worksheet: the grade, and a comment where the assignment has a column for it.

Its headers are in the language of whoever exported it, so columns are told by what stands in them; the
words below only help.  How it is read again: mod/assign/feedback/offline/importgradeslib.php of Moodle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from grader.course.gradebooks.columns import the_only
from grader.course.gradebooks.filling import Filling
from grader.course.gradebooks.gradebook import (
    API_VERSION,
    Feedback,
    Filled,
    Gradebook,
    GradebookError,
    Remark,
    Score,
    Wanted,
)
from grader.course.gradebooks.matching import Levels, Matches, Row, forms, match, names_of, who
from grader.course.gradebooks.points import number, worth, written
from grader.course.gradebooks.sheet import Cell, Sheet, read_sheet

_LEVELS: Levels = (
    ("participant", ("participant",)),
    ("ID number", ("sid", "student_id", "id")),
    ("email", ("email", "student_id", "id")),
)
_PARTICIPANT = re.compile(r"(?P<word>\D*?)\s*(?P<id>\d{1,18})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_GRADES = re.compile(
    r"grade|bewertung|note|calificación|qualificació|cualificación|kalifikazioa|nota|valutazione|voto|avaliação|"
    r"classificação|cijfer|beoordeling|ocena|betyg|karakter|arvosana|známka|hodnocení|osztályzat|оценка|оцінка|not|"
    r"βαθμός|notă|hinne|評点|评分|成绩|成績|성적|الدرجة|ציון"
)
_COMMENTS = re.compile(
    r"comment|kommentar|coment|commenti|opmerking|komentar|комментар|коментар|コメント|评语|評語"
)
_NO = re.compile(r"no|nein|non|não|nee|nie|nej|nei|ne|ei|nem|nu|hay\u0131r|ez|нет|ні|όχι|いいえ|否|아니오")
_MOST = re.compile("m[aáàâ]x")
_WORKSHEET = "a grading worksheet of Moodle (assignment, Submissions, Actions, Download grading worksheet)"


def fill(exported: bytes, scores: Sequence[Score], wanted: Wanted) -> Filled:
    """Fill the grades, and our comments, into a grading worksheet."""
    sheet = read_sheet(exported)
    header = sheet.header
    if len(header) < 3:
        raise GradebookError(f"The exported file is not {_WORKSHEET}. Its columns: {', '.join(header)}.")
    cells = sheet.body()
    rows = _learners(header, cells)
    at = _grade_column(sheet, wanted)
    most = _most_column(sheet, at)
    comment = _comment_column(header, at)

    def value(score: Score, row: Row) -> str:
        like = cells[row.number][most].value if most is not None else ""
        if like.strip() and number(like) is None:
            raise GradebookError(f'Row {row.number} is graded by a scale, "{like}", not by points.')
        points = worth(score, number(like), scale=wanted.scale, where=f"Row {row.number}")
        return written(points, like, comma=sheet.delimiter == ";")

    filling = Filling(
        write=sheet.replaced,
        column=header[at],
        wanted=wanted,
        grades={row.number: cells[row.number][at] for row in rows},
        value=value,
        comments={} if comment is None else {row.number: cells[row.number][comment] for row in rows},
        locked=_locked(cells, most),
    )
    html = [replace(score, comment=escape(score.comment)) for score in scores]
    matches = match(rows, html, _LEVELS, by_name=wanted.by_name)
    return filling.fill(_without_teams(matches, _word(cells)))


# ---- rows ----------------------------------------------------------------------------------------


def _learners(header: Sequence[str], cells: Mapping[int, tuple[Cell, ...]]) -> list[Row]:
    """Return the rows.  Raises GradebookError when the first column does not say whose they are."""
    found = {place: _PARTICIPANT.fullmatch(row[0].value.strip()) for place, row in cells.items()}
    if not found or not all(found.values()):
        wrong = next((place for place, one in found.items() if one is None), 1)
        raise GradebookError(
            f'Row {wrong} of the exported file has no "Participant <number>" in its first column, '
            f"so it is not {_WORKSHEET}."
        )
    email = _email_column(header, cells)
    id_number = 2 if email == 3 else None
    rows = []
    for place, row in cells.items():
        one = found[place]
        assert one is not None
        ids = {"participant": one["id"]}
        ids |= {"ID number": row[id_number].value.strip()} if id_number is not None else {}
        ids |= {"email": row[email].value.strip()} if email is not None else {}
        # Blind marking leaves the name out; what stands there then is nobody's name.
        rows.append(Row(number=place, ids=ids, name=row[1].value.strip()))
    return rows


def _email_column(header: Sequence[str], cells: Mapping[int, tuple[Cell, ...]]) -> int | None:
    for at, one in enumerate(header[:6]):
        words = one.casefold()
        if "mail" in words or "correo" in words or "electr" in words or "courriel" in words:
            return at
        if any(_EMAIL.fullmatch(row[at].value.strip()) for row in cells.values()):
            return at
    return None


def _word(cells: Mapping[int, tuple[Cell, ...]]) -> set[str]:
    """Return what "Participant" is called in this file; blind marking calls learners so in the zip, too."""
    found = _PARTICIPANT.fullmatch(next(iter(cells.values()))[0].value.strip())
    return forms(found["word"] if found else "") | {"participant"}


def _without_teams(matches: Matches, blind: set[str]) -> Matches:
    """Take out pairs whose names differ: a team hands in under its group's number, which may be anybody's."""
    pairs = []
    for score, row in matches.pairs:
        names = names_of(score.learner)
        if "participant" in score.learner and not _agree(names, row.name) and not names & blind:
            why = f"has the number of {row}, and another name: a team's, or of another course"
            matches.ambiguous.append(Remark(who=who(score), why=why))
        else:
            pairs.append((score, row))
    matches.pairs = pairs
    return matches


def _agree(names: set[str], name: str) -> bool:
    """Tell whether names may be one; a zip may have lost the letters that are not ASCII."""
    others = forms(name)
    if not names or not others or names & others:
        return True
    plain = {_ascii(one) for one in names} - {""}
    return bool(plain & {_ascii(one) for one in others})


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text)


# ---- columns -------------------------------------------------------------------------------------


def _grade_column(sheet: Sheet, wanted: Wanted) -> int:
    header = sheet.header
    if wanted.column is not None:
        named = [one for one in header if one == wanted.column.strip()]
        return header.index(the_only(named, f'column "{wanted.column}"', header))
    known = [one for one in header if _GRADES.fullmatch(one.casefold())]
    return header.index(the_only(known, "column of grades that is known", header))


def _most_column(sheet: Sheet, at: int) -> int | None:
    """Return the column right of the grades if it says how many points there are, or names a scale."""
    if at + 1 == len(sheet.header):
        return None
    values = {row[at + 1].value.strip() for row in sheet.rows[1:]} - {""}
    called_so = _MOST.search(sheet.header[at + 1].casefold())
    return at + 1 if called_so or (values and all(number(one) is not None for one in values)) else None


def _comment_column(header: Sequence[str], at: int) -> int | None:
    """Return the column of feedback comments; there is none where the assignment does not use them."""
    found = [place for place, one in enumerate(header) if place > at and _COMMENTS.search(one.casefold())]
    return found[-1] if found else None


def _locked(cells: Mapping[int, tuple[Cell, ...]], most: int | None) -> frozenset[int]:
    """Return the rows that say their grade cannot be changed."""
    if most is None:
        return frozenset()
    return frozenset(
        place
        for place, row in cells.items()
        if len(row) > most + 1 and _NO.fullmatch(row[most + 1].value.strip().casefold())
    )


def _feedback_name(_: str, learner: Mapping[str, str]) -> str | None:
    """Name the file in a folder that is called as the export's was."""
    if not (participant := learner.get("participant")):
        return None
    return f"{learner.get('name', '')}_{participant}_assignfeedback_file/report.html"


MOODLE = Gradebook(
    name="moodle",
    api_version=API_VERSION,
    summary="Moodle's offline grading worksheet, CSV; feedback files to upload.",
    fill=fill,
    feedback=Feedback(name=_feedback_name),
)
