"""A CSV file whose cells can be replaced one at a time, every other byte staying what it was.

The file is not written anew from its values: quotes, spaces, line ends, the byte order mark and the
encoding are somebody else's.  So the place of each cell is kept, and only that is replaced.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.course.gradebooks.gradebook import GradebookError

DELIMITERS = (",", ";", "\t")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it stands in the text, and what it says."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file that has been read.  rows: all of them, the header first; empty lines are left out."""

    text: str
    encoding: str
    delimiter: str
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def header(self) -> list[str]:
        """What the columns are called."""
        return [cell.value.strip() for cell in self.rows[0]]

    def body(self) -> dict[int, tuple[Cell, ...]]:
        """Return the rows below the header, numbered as a spreadsheet does.  Raises GradebookError.

        A row of another length has a delimiter where none belongs, so that its cells are not what they seem.
        """
        wide = len(self.rows[0])
        for place, row in enumerate(self.rows[1:], 2):
            if len(row) != wide:
                raise GradebookError(
                    f"Row {place} of the exported file has {len(row)} cells, its header {wide}."
                )
        return dict(enumerate(self.rows[1:], 2))

    def replaced(self, changes: Mapping[Cell, str]) -> bytes:
        """Return the file with other values in some cells."""
        raw = {cell: self._written(cell, value) for cell, value in changes.items()}
        return replaced(self.text, raw).encode(self.encoding)

    def _written(self, cell: Cell, value: str) -> str:
        quoted = self.text[cell.start : cell.start + 1] == '"'
        needed = any(mark in value for mark in (self.delimiter, '"', "\r", "\n"))
        return '"' + value.replace('"', '""') + '"' if quoted or needed else value


def replaced(text: str, changes: Mapping[Cell, str]) -> str:
    """Return a text with other text in some places."""
    parts, at = [], 0
    for cell in sorted(changes, key=lambda cell: cell.start):
        parts += [text[at : cell.start], changes[cell]]
        at = cell.end
    return "".join([*parts, text[at:]])


def read_sheet(data: bytes, *known: str) -> Sheet:
    """Read a file.  known: what some columns are called, to tell the delimiter by.  Raises GradebookError."""
    text, encoding = _decoded(data)
    start = len(_MARK) if text.startswith(_MARK) else 0
    if not text[start:].strip():
        raise GradebookError("The exported file is empty. Export it once more.")
    delimiter = max(DELIMITERS, key=lambda one: _likely(text, start, one, known))
    return Sheet(text=text, encoding=encoding, delimiter=delimiter, rows=_rows(text, start, delimiter))


def _decoded(data: bytes) -> tuple[str, str]:
    if data[:4] == b"PK\x03\x04":
        raise GradebookError("The exported file is a workbook or a zip, not CSV. Export it as CSV.")
    encoding = _UTF16.get(data[:2], "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise GradebookError("The exported file is damaged UTF-16. Export it once more.") from None
        # Whichever 8-bit encoding it is: each byte is one character here, and comes back as that byte.
        text, encoding = data.decode("latin-1"), "latin-1"
    if "\0" in text:
        raise GradebookError("The exported file is not text, or UTF-16 without its mark. Save it as UTF-8.")
    return text, encoding


def _likely(text: str, start: int, delimiter: str, known: tuple[str, ...]) -> tuple[int, int]:
    line = re.match(r"[^\r\n]*", text[start:])
    assert line is not None
    cells = [cell.strip().strip('"') for cell in line[0].split(delimiter)]
    return sum(one in cells for one in known), len(cells)


def _rows(text: str, start: int, delimiter: str) -> tuple[tuple[Cell, ...], ...]:
    mark = re.escape(delimiter)
    pattern = re.compile(
        rf'(?:"([^"]*(?:""[^"]*)*)"(?=[{mark}\r\n]|\Z)|([^{mark}\r\n]*))({mark}|\r\n|\r|\n|\Z)'
    )
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    at, end = start, len(text)
    while True:
        found = pattern.match(text, at)
        assert found is not None  # both alternatives may be empty
        if found[2] is not None and found[2].startswith('"'):
            raise GradebookError(f"Row {len(rows) + 1} of the exported file has a quote that does not close.")
        value = found[2] if found[1] is None else found[1].replace('""', '"')
        row.append(Cell(at, found.start(3), value))
        at = found.end()
        if found[3] != delimiter:
            if len(row) > 1 or row[0].end > row[0].start:
                rows.append(tuple(row))
            row = []
            if at == end:
                return tuple(rows)
