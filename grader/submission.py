"""Read a learner's file: bytes from the disk or standard input, then text that can be graded.

Two kinds of trouble are kept apart.  A file that cannot be read at all is a mistake on the
command line (`SubmissionError`); a file that was read but is not Python text is an answer that
cannot be graded (`Problem`), and deserves a report.  Whether the text is Python is for the guest
to say.
"""

from __future__ import annotations

import codecs
import hashlib
import sys
from pathlib import Path
from typing import BinaryIO

from grader.model import Problem, Submission

MAX_BYTES = 1_000_000
STDIN = "-"

_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class SubmissionError(Exception):
    """The file named as submission cannot be read.  The text is meant to be shown as it is."""


def in_folder(folder: Path, file: str) -> Path | Problem:
    """Return the answer among files that were handed in: the one with the exercise's name, else the only one.

    A Problem says what was found instead: that is an answer to report on, not a mistake on the command line.
    """
    named = folder / file
    others = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    programs = [path for path in others if path.suffix == ".py"]
    if named.is_file() or len(programs) == 1:
        return named if named.is_file() else programs[0]
    names = ", ".join(path.name[:60] for path in others[:10]) or "no file at all"
    return Problem(
        kind="missing",
        headline=f"There is no {file} among the files that were handed in.",
        details=f"Found: {names}{', ...' if len(others) > 10 else ''}",
        advice=f"Hand in one file, called {file}.",
    )


def read_bytes(path: Path, stdin: BinaryIO | None = None) -> bytes:
    """Read a submission's bytes, at most one more than is allowed; `-` reads standard input.

    One byte more is enough to know that a file is too big, and `/dev/zero` has no end.
    """
    if str(path) == STDIN:
        return (stdin or sys.stdin.buffer).read(MAX_BYTES + 1)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise SubmissionError(f"There is no file {path}.") from error
    except IsADirectoryError as error:
        raise SubmissionError(f"{path} is a folder. Name the file in it: --submission FILE.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise SubmissionError(f"{path} cannot be read: {reason}.") from error


def decode(data: bytes, name: str) -> Submission | Problem:
    """Turn a submission's bytes into text, or say why they are not Python text.

    UTF-8 always, whatever a coding cookie says: the text is decoded here once and every later
    stage counts the same lines in it.  Line ends become "\\n", as Python itself reads them.
    """
    if problem := _too_big(data) or _empty(data) or _wide(data) or _nul(data):
        return problem
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(body, error)
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    return Submission(name=name, source=source, sha256=digest(data))


def read_submission(path: Path) -> Submission | Problem:
    """Read and decode a submission; its name is the file's own, without the folders."""
    return decode(read_bytes(path), path.name if str(path) != STDIN else "exercise.py")


def digest(data: bytes) -> str:
    """Return the SHA-256 that a report carries of the bytes that were handed in."""
    return hashlib.sha256(data).hexdigest()


# ---- what may be wrong with the bytes ------------------------------------------------------


def _too_big(data: bytes) -> Problem | None:
    if len(data) <= MAX_BYTES:
        return None
    return Problem(
        kind="too-big",
        headline="The file is larger than 1 MB.",
        details=f"Answers to these exercises take a few kB; {MAX_BYTES:,} bytes are allowed.",
        advice="Hand in the Python file alone, without data or logs.",
    )


def _empty(data: bytes) -> Problem | None:
    if data.removeprefix(codecs.BOM_UTF8).strip():
        return None
    return Problem(
        kind="empty",
        headline="The file is empty.",
        details=f"{len(data)} bytes, none of them code." if data else "0 bytes.",
        advice="Save the file in the editor, then grade it again.",
    )


def _wide(data: bytes) -> Problem | None:
    found = next((name for mark, name in _WIDE if data.startswith(mark)), None)
    if found is None and len(data) >= 4:
        # Without a mark: nearly all of a program is ASCII, so every other byte is NUL.
        half = len(data) // 2
        if 0 in (data[0], data[1]) and data.count(0) > half * 0.8:
            found = "UTF-16"
    return _save_as_utf8(found, f"It is saved as {found}.") if found else None


def _nul(data: bytes) -> Problem | None:
    at = data.find(0)
    if at < 0:
        return None
    line = _line(data, at)
    return Problem(
        kind="nul-byte",
        headline=f"The file has a NUL byte on line {line}; it is not text.",
        details=f"{data.count(0):,} NUL bytes in {len(data):,} bytes; the first is byte {at + 1:,}.",
        advice="Check that the Python file was handed in, not an archive or a compiled file.",
        line=line,
    )


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Problem:
    line = _line(data, error.start)
    column = error.start - max(data.rfind(b"\n", 0, error.start), data.rfind(b"\r", 0, error.start))
    found = f"Byte 0x{data[error.start]:02x} on line {line} is not UTF-8 (byte {column} of the line)."
    return _save_as_utf8("UTF-8", found, line=line)


def _save_as_utf8(encoding: str, details: str, line: int | None = None) -> Problem:
    return Problem(
        kind="not-utf8" if encoding == "UTF-8" else encoding.lower().replace("-", ""),
        headline="The file is not UTF-8 text.",
        details=details,
        advice="Save the file again with the encoding UTF-8 (editors have it under “Save with encoding”).",
        line=line,
    )


def _line(data: bytes, at: int) -> int:
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
