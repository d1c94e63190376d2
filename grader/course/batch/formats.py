"""`--to NAME[:PATH]` of a batch: a platform's files for every answer, drawn from its report.

Without a PATH they go to DIR/NAME, `<id>` with the format's own ending, or a folder `<id>` where a format has
several files.  A PATH is a folder in its place, or, with `{id}` in it, the first file of each answer.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course.batch.errors import FormatError, FormatFailed
from grader.course.batch.folder import OutputFolder
from grader.course.batch.ledger import Ledger
from grader.course.batch.task import Graded
from grader.model import Verdict
from grader.report.encoding import from_json
from grader.report.lms import STDOUT, BadWriter, Writer, drawn, load

_ID = "{id}"
_SAMPLE = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format, and where its first file goes."""

    writer: Writer
    first: str

    def places(self, id_: str) -> dict[str, Path]:
        """Return where each file of an answer goes."""
        first = Path(self.first.replace(_ID, id_))
        name, *others = self.writer.files
        return {name: first, **{other: first.with_name(other) for other in others}}


@dataclass(frozen=True, slots=True)
class Formats:
    """All formats that were asked for, and the folder they belong to."""

    folder: OutputFolder
    formats: tuple[Format, ...] = ()

    def write(self, done: Iterable[Graded]) -> None:
        """Write the files of answers that have been graded just now."""
        for one in done:
            for format_ in self.formats:
                self._write(format_, one.id, one.report, judged=one.outcome != Verdict.FAULT)

    def write_missing(self, ledger: Ledger) -> None:
        """Write what is in the ledger and not on the disk, or there from an earlier grading."""
        for entry in ledger.entries() if self.formats else ():
            judged = entry.state == "graded"
            report = ledger.report(entry.id) if judged else b""
            for format_ in self.formats:
                if report is not None and not (judged and self._is_new(format_, entry.id)):
                    self._write(format_, entry.id, report, judged=judged)

    def _is_new(self, format_: Format, id_: str) -> bool:
        """Tell whether the files are there, and not older than the report they were drawn from."""
        try:
            drawn_from = (self.folder.reports / f"{id_}.json").stat().st_mtime_ns
            return all(place.stat().st_mtime_ns >= drawn_from for place in format_.places(id_).values())
        except OSError:
            return False

    def _write(self, format_: Format, id_: str, report: bytes, *, judged: bool) -> None:
        """Write the files of one answer; what failed for our own fault has none, not even of another day."""
        places = format_.places(id_)
        if not judged:
            for place in places.values():
                place.unlink(missing_ok=True)
            return
        try:
            files = drawn(format_.writer, from_json(zlib.decompress(report).decode()))
        except BadWriter as error:
            raise FormatFailed(str(error)) from error
        for name, data in files.items():
            place = places.get(name) or next(iter(places.values())).with_name(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            self.folder.write(str(place.absolute()), data)


def open_formats(words: Sequence[str], folder: OutputFolder) -> Formats:
    """Read every `--to`.  Raises FormatError."""
    found = tuple(_format(word, folder) for word in words)
    taken: dict[Path, str] = {}
    for word, format_ in zip(words, found, strict=True):
        for place in format_.places(_SAMPLE).values():
            if (other := taken.setdefault(place.resolve(), word)) != word or words.count(word) > 1:
                raise FormatError(f"--to {word} and --to {other} write the same files. Name a PATH.")
    return Formats(folder, found)


def _format(word: str, folder: OutputFolder) -> Format:
    name, _, path = word.partition(":")
    try:
        writer = load(name)
    except BadWriter as error:
        raise FormatError(f"--to {word}: {error}") from error
    if writer.needs:
        raise FormatError(
            f"--to {word}: {', '.join(writer.needs)} would have to be known of each answer, and a batch does "
            f"not know them. For what it found, take another format; the scores go into {name} by "
            "`grade gradebook`, if it has one."
        )
    format_ = Format(writer=writer, first=_first(writer, word, path, folder))
    try:
        Path(format_.first.partition(_ID)[0] + "_").parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FormatError(f"--to {word}: the folder cannot be made: {error.strerror}.") from None
    return format_


def _first(writer: Writer, word: str, path: str, folder: OutputFolder) -> str:
    """Return where the first file of each answer goes, with `{id}` in it."""
    if path == STDOUT:
        raise FormatError(
            f"--to {word}: a batch writes a file for each answer. Name a folder, or leave it out."
        )
    name = next(iter(writer.files))
    several = len(writer.files) > 1
    if _ID not in path:
        within = f"{_ID}/{name}" if several else f"{_ID}{Path(name).suffix}"
        first = str(Path(path or folder.path / writer.name) / within)
    elif several and _ID not in str(Path(path).parent):
        raise FormatError(
            f"--to {word}: {writer.name} has {len(writer.files)} files. Name a folder with {_ID}."
        )
    else:
        first = path
    if Path(first.replace(_ID, _SAMPLE)).resolve().is_relative_to(folder.reports.resolve()):
        raise FormatError(
            f"--to {word}: {folder.reports} is for the reports themselves. Name another folder."
        )
    return first
