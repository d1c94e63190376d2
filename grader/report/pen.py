"""What a terminal can show: colours or none, Unicode or ASCII only."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from grader.report.visible import columns, cut

_SGR = {
    "strong": "1", "faint": "2", "good": "32", "bad": "31", "near": "33", "link": "36",
    "badge good": "1;30;42", "badge bad": "1;97;41", "badge near": "1;30;43", "badge idle": "1;30;46",
    "badge ours": "1;97;45",
    "waiting": "34", "blocked": "31", "ready": "90", "not started": "90", "thread": "35", "ghost": "97",
    "on waiting": "97;44", "on blocked": "1;97;41", "on thread": "97;45",
}  # fmt: skip

_GLYPHS = {
    "passed": "✔", "failed": "✘", "skipped": "\N{EN DASH}", "error": "?", "bar": "│", "dot": "·",
    "ellipsis": "…", "waiting": "█", "blocked": "▓", "ready": "░", "not started": "·", "thread": "▒",
    "end": "▌", "ghost": "┊", "raised": "✘", "cancelled": "◆", "left": "→", "rule": "─", "to": "\N{EN DASH}",
}  # fmt: skip
_ASCII_GLYPHS = {
    "passed": "+", "failed": "x", "skipped": "-", "error": "?", "bar": "|", "dot": "-", "ellipsis": "...",
    "waiting": "=", "blocked": "#", "ready": "-", "not started": ".", "thread": "~", "end": " ", "ghost": ":",
    "raised": "x", "cancelled": "c", "left": ">", "rule": "-", "to": "-",
}  # fmt: skip
_TO_ASCII = str.maketrans(
    {
        "\N{MULTIPLICATION SIGN}": "x",
        "…": "...",
        "\N{EN DASH}": "-",
        "µ": "u",
        "·": "-",
        "→": "->",
        "“": '"',
        "”": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How to write for one terminal."""

    width: int = 80
    colour: bool = False
    ascii: bool = False

    def paint(self, text: str, style: str) -> str:
        """Colour text, where there is colour."""
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self.colour and text and style in _SGR else text

    def glyph(self, name: str) -> str:
        """Return the character for a word of ours."""
        return (_ASCII_GLYPHS if self.ascii else _GLYPHS)[name]

    def cut(self, text: str, width: int | None = None) -> str:
        """Shorten text to the terminal's width, or to a given one."""
        return cut(text, self.width if width is None else width, mark=self.glyph("ellipsis"))

    def pad(self, text: str, width: int) -> str:
        """Cut or fill text to exactly `width` columns."""
        text = self.cut(text, width)
        return text + " " * (width - columns(text))

    def wrap(self, text: str, indent: str = "", most: int = 6, room: int = 0) -> list[str]:
        """Break a paragraph into lines of `room` columns, or the terminal's width; at most `most` lines."""
        room = room or max(20, min(self.width, 100) - len(indent))
        lines = textwrap.wrap(" ".join(text.split()), room, break_on_hyphens=False) or [""]
        if len(lines) > most:
            lines = [*lines[: most - 1], self.cut(lines[most - 1] + " " + lines[most], room)]
        return [indent + line for line in lines]

    def finish(self, lines: list[str]) -> str:
        """Join lines into the text to print; replaces what an ASCII terminal cannot show."""
        text = "\n".join(line.rstrip() for line in lines) + "\n"
        if self.ascii:
            text = text.translate(_TO_ASCII).encode("ascii", "backslashreplace").decode("ascii")
        return text
