"""The places of values in a JSON text, so that one can be replaced and all else stays as it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from grader.course.gradebooks.gradebook import GradebookError
from grader.course.gradebooks.sheet import Cell

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
Members = dict[str, Cell]


def whole(text: str) -> Cell:
    """Return the place of a text's one value.  Raises GradebookError when it is not JSON."""
    try:
        start = _skip(text, 1 if text.startswith("\ufeff") else 0)
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise GradebookError(f"The exported file is not JSON: {error}. Download it once more.") from None
    if _skip(text, end) != len(text) or not isinstance(value, dict):
        raise GradebookError("The exported file is not one JSON object. Download it once more.")
    return _cell(text, start, end)


def members(text: str, at: Cell, what: str) -> Members:
    """Return the places of an object's members.  Raises GradebookError when it is none."""
    found: Members = {}
    for start, end in _parts(text, at, "{", what):
        name, after = _DECODER.raw_decode(text, start)
        value = _skip(text, _skip(text, after) + 1)
        if name in found:
            raise GradebookError(f'{what} has "{name}" twice. Download the file once more.')
        found[name] = _cell(text, value, end)
    return found


def items(text: str, at: Cell, what: str) -> list[Cell]:
    """Return the places of an array's items.  Raises GradebookError when it is none."""
    return [_cell(text, start, end) for start, end in _parts(text, at, "[", what)]


def _parts(text: str, at: Cell, bracket: str, what: str) -> Iterator[tuple[int, int]]:
    """Yield where each part of an object or an array begins and ends; the text is known to be JSON."""
    if text[at.start] != bracket:
        kind = "an object" if bracket == "{" else "an array"
        raise GradebookError(f"{what} of the exported file is not {kind}. Download the file once more.")
    place = _skip(text, at.start + 1)
    while text[place] not in "}]":
        start = place
        _, place = _DECODER.raw_decode(text, place)
        if bracket == "{":
            _, place = _DECODER.raw_decode(text, _skip(text, _skip(text, place) + 1))
        yield start, place
        place = _skip(text, place)
        if text[place] == ",":
            place = _skip(text, place + 1)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()


def _cell(text: str, start: int, end: int) -> Cell:
    """Return a place; what it says is the string itself, or the value as it is written."""
    raw = text[start:end]
    return Cell(start, end, json.loads(raw) if raw.startswith('"') else raw if raw[0] not in "{[" else "")
