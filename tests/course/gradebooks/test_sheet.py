"""Cells are found and replaced where they stand; every other byte stays."""

from __future__ import annotations

import csv
import io
import random

import pytest

from grader.course.gradebooks.gradebook import GradebookError
from grader.course.gradebooks.sheet import read_sheet
from grader.course.spreadsheet import harmless_cell

TEXTS = [
    "",
    "x",
    "7,5",
    "a;b",
    '5" pipe',
    'say "hi"',
    "two\nlines",
    "two\r\nlines",
    " spaced ",
    "=cmd",
    "\t",
    "ü",
    "'",
]


def written(rows: list[list[str]], delimiter: str, quoting: int, end: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_the_bytes_of_the_one_cell_change(encoding: str, delimiter: str, quoting: int, end: str) -> None:
    chance = random.Random(f"{encoding}{delimiter}{quoting}{end}")
    rows = [["Who", "What", "Grade", "Rest"]]
    rows += [[*(chance.choice(TEXTS) for _ in range(2)), "old", chance.choice(TEXTS)] for _ in range(40)]
    data = written(rows, delimiter, quoting, end).encode(encoding)
    sheet = read_sheet(data)
    assert [[cell.value for cell in row] for row in sheet.rows] == rows
    assert sheet.replaced({}) == data
    for place in (1, 17, 40):
        cell = sheet.rows[place][2]
        before, after = sheet.text[: cell.start], sheet.text[cell.end :]
        value = '"99"' if quoting == csv.QUOTE_ALL else "99"
        assert sheet.replaced({cell: "99"}) == (before + value + after).encode(sheet.encoding)


@pytest.mark.parametrize(
    ("value", "raw"), [("7.5", "7.5"), ("7,5", '"7,5"'), ('a "b"', '"a ""b"""'), ("a\nb", '"a\nb"')]
)
def test_a_value_is_quoted_when_it_has_to_be(value: str, raw: str) -> None:
    sheet = read_sheet(b"a,b\n1,2\n")
    assert sheet.replaced({sheet.rows[1][0]: value}) == f"a,b\n{raw},2\n".encode()


def test_bytes_that_are_no_text_of_any_known_encoding_stay_what_they_were() -> None:
    data = b"Name,Grade\n\xff\xfe\x80\x9f,\n"
    sheet = read_sheet(data)
    assert sheet.replaced({sheet.rows[1][1]: "7"}) == b"Name,Grade\n\xff\xfe\x80\x9f,7\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"a,b\n1,\x00\n", "not text"),
        ("a,b\n".encode("utf-16-le"), "not text"),
        (b"\xff\xfea,b", "damaged UTF-16"),
        (b'a,b\n"1,2\n3,4\n', "Row 2 of the exported file has a quote that does not close"),
        (b'a,b\n"1"x,2\n', "quote"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    with pytest.raises(GradebookError, match=said):
        read_sheet(data)


def test_a_row_with_a_delimiter_too_many_is_not_guessed_at() -> None:
    with pytest.raises(GradebookError, match="Row 3 of the exported file has 3 cells, its header 2"):
        read_sheet(b"a,b\n1,2\nLee, Ann,3\n").body()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_free_text_is_no_formula(start: str) -> None:
    assert harmless_cell(f"{start}cmd|' /C calc'!A0")[0] == "'"


def test_other_texts_stay_as_they_are() -> None:
    assert harmless_cell("Graded = fine") == "Graded = fine"
