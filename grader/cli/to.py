"""`--to NAME[:PATH]`: read the option, and put the files of each format where they belong.

found = targets(("gradescope:results.json",))     # mistakes are known before any grading
write_all(found, report)
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.ends import Fault, Mistake
from grader.cli.output import check_writable, say_bytes, write_bytes
from grader.report.lms import STDOUT, BadWriter, MissingOption, Writer, drawn, load
from grader.report.lms.drawn import require

if TYPE_CHECKING:
    from grader.model import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One format and where its files go: name of a file -> path, `-`, or a file to append to (`>>path`)."""

    writer: Writer
    places: Mapping[str, str]
    options: Mapping[str, str]

    @property
    def on_stdout(self) -> bool:
        """Whether a file of it goes to standard output, so that nothing else may."""
        return STDOUT in self.places.values()

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write each file, whole or not at all."""
        for name, data in files.items():
            place = self.places.get(name) or name
            if place == STDOUT:
                say_bytes(data)
            elif place.startswith(">>"):
                _append(Path(place[2:]), data)
            else:
                write_bytes(Path(place), data)

    def write_pending(self) -> None:
        """Put in place what is to be found if the grading is stopped from outside."""
        if self.writer.pending is not None:
            self.write({next(iter(self.writer.files)): self.writer.pending()})


def targets(words: Sequence[str], named: str = "", taken: Sequence[Path] = ()) -> tuple[Target, ...]:
    """Read every `--to`.

    named: the answer's file, as annotations name it.  taken: files that must not be overwritten.
    """
    found = tuple(_target(word, named) for word in words)
    users = {_key(str(path)): f"{path} itself" for path in taken}
    for one in found:
        for place in one.places.values():
            if (first := users.get(_key(place))) is not None:
                where = "standard output" if place == STDOUT else place.removeprefix(">>")
                raise Mistake(
                    f"--to {one.writer.name} writes to {where}, and that is for {first}. "
                    f"Name a path: --to {one.writer.name}:PATH"
                )
            users[_key(place)] = f"--to {one.writer.name}"
    return found


def _key(place: str) -> str:
    return place if place == STDOUT else str(Path(place.removeprefix(">>")).resolve())


def write_all(targets: Iterable[Target], report: Report) -> None:
    """Draw a report in every format, then write them all: none is written when one cannot be drawn."""
    made = []
    for one in targets:
        try:
            made.append((one, drawn(one.writer, report, one.options)))
        except MissingOption as error:
            raise Mistake(f"--to {one.writer.name}: {error}") from error
        except BadWriter as error:
            raise Fault(str(error)) from error
    for one, files in made:
        one.write(files)


# ---- one option ----------------------------------------------------------------------------------


def _target(word: str, path: str) -> Target:
    name, _, place = word.partition(":")
    try:
        writer = load(name)
        options = {key: os.environ[key] for key in (*writer.needs, *writer.reads) if key in os.environ}
        require(writer, options)
    except (BadWriter, MissingOption) as error:
        raise Mistake(f"--to {word}: {error}") from error
    places = _named(writer, place) if place else _default(writer)
    for one in places.values():
        if one != STDOUT:
            check_writable(Path(one.removeprefix(">>")), f"--to {name}:")
    return Target(writer=writer, places=places, options={**options, **({"path": path} if path else {})})


def _named(writer: Writer, place: str) -> dict[str, str]:
    """Return places beside the one that was named, for the first file or for a folder of all."""
    first, *others = writer.files
    if place == STDOUT:
        if others:
            raise Mistake(f"--to {writer.name}:- writes {len(others) + 1} files. Name a folder for them.")
        return {first: STDOUT}
    path = Path(place)
    if path.is_dir():
        return {name: str(path / name) for name in writer.files}
    return {first: place, **{name: str(path.parent / name) for name in others}}


def _default(writer: Writer) -> dict[str, str]:
    places = {}
    for name, place in writer.files.items():
        if place.startswith("$"):
            if not (named := os.environ.get(place[1:])):
                instead = f"Name a file: --to {writer.name}:PATH"
                raise Mistake(f"--to {writer.name}: {place[1:]} is not set. {instead}")
            places[name] = f">>{named}"
        else:
            places[name] = place
    return places


def _append(path: Path, data: bytes) -> None:
    try:
        with path.open("ab") as file:
            file.write(data)
    except OSError as error:
        raise Mistake(f"{path} cannot be written: {error.strerror}.") from error
