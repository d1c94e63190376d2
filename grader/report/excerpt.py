"""A few lines of the learner's source in a terminal, with the place that matters marked."""

from __future__ import annotations

from grader.report.pen import Pen
from grader.report.visible import columns, visible


def excerpt(
    source: str,
    line: int | None,
    pen: Pen,
    *,
    column: int | None = None,
    end: int | None = None,
    before: int = 1,
) -> list[str]:
    """Show a line with the `before` lines above it; a row of carets marks the columns, if given."""
    lines = source.split("\n")
    if line is None or not 1 <= line <= len(lines):
        return []
    first = max(1, line - before)
    gutter = max(3, len(str(line))) + 2
    shown = []
    for number in range(first, line + 1):
        text = _plain(lines[number - 1])
        if number < line and not text.strip():
            continue
        row = f"{number:>{gutter}} {pen.glyph('bar')} {text}"
        shown.append(pen.paint(pen.cut(row), "strong" if number == line else "faint"))
    return shown + _carets(lines[line - 1], column, end, gutter, pen)


def _carets(text: str, column: int | None, end: int | None, gutter: int, pen: Pen) -> list[str]:
    if column is None or column < 1 or column > len(text):
        return []
    stop = end if end is not None and column < end <= len(text) + 1 else len(text.rstrip()) + 1
    skip = columns(_plain(text[: column - 1]))
    count = max(1, columns(_plain(text[column - 1 : stop - 1])))
    row = f"{'':>{gutter}} {pen.glyph('bar')} "
    # The line above is cut at the width: its mark is the last thing that can be underlined.
    room = columns(pen.cut(row + _plain(text))) - len(row) - skip
    return [row + " " * skip + pen.paint("^" * min(count, room), "bad")] if room > 0 else []


def _plain(text: str) -> str:
    return visible(text).replace("\t", "    ")
