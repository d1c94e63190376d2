"""Find the one column that is to be filled: the one that is named, or the only one of the exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from grader.course.gradebooks.gradebook import GradebookError

_SHOWN = 12


def is_about(title: str, names: Iterable[str]) -> bool:
    """Tell whether a title has one of the names in it: “Exercise 2: gather” has “exercise-02”."""
    words = _words(title)
    return any(_within(_words(name), words) for name in names)


def the_only(found: Sequence[str], what: str, among: Sequence[str], option: str = "--column") -> str:
    """Return the only one found.  Raises GradebookError."""
    if len(found) == 1:
        return found[0]
    shown = ", ".join(f'"{one}"' for one in (found or among)[:_SHOWN]) or "none"
    said = f"There are {len(found)} {what}" if found else f"There is no {what}"
    raise GradebookError(f"{said}. Name one with {option}. There are: {shown}.")


def need(header: Sequence[str], names: Iterable[str], export: str) -> None:
    """Raise GradebookError unless these columns are there, each once."""
    for name in names:
        if header.count(name) != 1:
            times = "no column" if name not in header else f"{header.count(name)} columns"
            raise GradebookError(
                f'The exported file has {times} "{name}", so it is not {export}.\n'
                f"Its columns: {', '.join(header[:_SHOWN])}."
            )


def _words(text: str) -> list[str]:
    return [word.lstrip("0") or "0" for word in re.findall(r"[^\W\d_]+|\d+", text.casefold())]


def _within(few: list[str], many: list[str]) -> bool:
    return bool(few) and any(many[at : at + len(few)] == few for at in range(len(many) - len(few) + 1))
