"""Put a finished text where it belongs: the terminal, a pipe, or a file.

The text itself is drawn by `grader.report`; this module knows what the terminal can show and how
a file is written so that a reader never meets half of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from grader.cli.ends import Mistake

ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".md": "markdown", ".markdown": "markdown"}
DRAWN = "─│█░·✓✗→"
"""Characters a terminal must be able to show, or it gets plain ASCII."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the reader's terminal can show."""

    width: int
    colour: bool
    ascii: bool


FILE_LOOK = Look(width=100, colour=False, ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a text goes, and in which format.  path: None is standard output."""

    format: str
    path: Path | None

    def look_options(self) -> dict[str, Any]:
        """Return what the renderer of this format wants to know about the reader's terminal."""
        if self.format != "terminal":
            return {}
        return asdict(terminal_look() if self.path is None else FILE_LOOK)


def choose(format_: str | None, output: Path | None, formats: tuple[str, ...], file_name: str) -> Destination:
    """Settle format and destination from what was asked for, before any work is done.

    HTML poured into a terminal helps nobody: there it becomes a file in the current folder.
    """
    dash = output is not None and str(output) == "-"
    if output is None or dash:
        format_ = format_ or formats[0]
        page_on_screen = format_ == "html" and not dash and sys.stdout.isatty()
        return Destination(format=format_, path=Path(file_name) if page_on_screen else None)
    by_ending = ENDINGS.get(output.suffix.lower(), formats[0])
    check_writable(output, "--output")
    return Destination(format=format_ or (by_ending if by_ending in formats else formats[0]), path=output)


def terminal_look() -> Look:
    """Find out width, colour and characters of standard output."""
    on_terminal = sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Look(width=_width(), colour=on_terminal and not plain, ascii=not _can_show(DRAWN))


def deliver(text: str, destination: Destination) -> None:
    """Write a text to its destination.  Terminal text keeps the terminal's encoding, all else is UTF-8."""
    if destination.path is not None:
        write_file(destination.path, text)
    elif destination.format == "terminal":
        say(text, colour=terminal_look().colour)
    else:
        say_bytes(text.encode("utf-8", "replace") + b"\n")


def say(text: str, *, colour: bool = False) -> None:
    """Print a text; what the terminal cannot show becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    shown = text.encode(encoding, "replace").decode(encoding, "replace")
    _quietly(lambda: click.echo(shown.rstrip("\n"), color=colour))


def say_bytes(data: bytes) -> None:
    """Print bytes as they are."""
    _quietly(lambda: click.echo(data, nl=False))


def write_file(path: Path, text: str) -> None:
    """Write a text to a file at once or not at all."""
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file at once or not at all.  Devices and pipes are written to, not replaced."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        target = path.resolve()  # a link stays a link
        scratch = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            scratch.write_bytes(data)
            scratch.replace(target)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        raise Mistake(f"{path} cannot be written: {error.strerror}.") from error


def check_writable(path: Path, option: str) -> None:
    """Give good error for: a file that cannot be written, before the learner has waited for the grading."""
    if path.is_dir():
        raise Mistake(f"{option} {path} is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise Mistake(f"{option} {path}: there is no folder {path.parent}.")


def _quietly(write: Callable[[], None]) -> None:
    """Stop writing without a word when the reader has left (`grade list | head`)."""
    try:
        write()
    except OSError as error:
        # Python flushes standard output once more when it exits; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise Mistake(f"Standard output cannot be written: {error.strerror}.") from error


def _width() -> int:
    asked = os.environ.get("COLUMNS", "")
    try:
        columns = int(asked) if asked.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except (ValueError, OSError):  # not a terminal, or not even a file
        columns = 0
    return max(40, min(columns or 80, 120))


def _can_show(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
