"""`grade gradebook NAME BATCH EXPORTED`: fill the scores of a batch into a copy of a platform's gradebook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import NOT_PASSED, PASSED, Mistake
from grader.cli.options import FILE, FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from click.shell_completion import CompletionItem

    from grader.course.gradebooks.gradebook import Filled, Remark, Score

_SHOWN = 40


def _complete_name(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from grader.course.gradebooks.shelf import names

    return [CompletionItem(name) for name in names() if name.startswith(incomplete)]


@click.command(short_help="Fill the scores of a batch into a platform's gradebook.")
@click.argument("name", shell_complete=_complete_name)
@click.argument("batch", type=FOLDER)
@click.argument("exported", type=FILE)
@click.option(
    "-o", "--output", type=FILE, metavar="FILE", help="The filled copy. [default: EXPORTED-filled, beside it]"
)
@click.option(
    "--column", metavar="TITLE", help="The column to fill. [default: the only one of the exercise's name]"
)
@click.option(
    "--overwrite", is_flag=True, help="Replace grades that stand there, excused and locked ones too."
)
@click.option("--by-name", is_flag=True, help="Match by names where no id does, if a name is the only one.")
@click.option("--scale", is_flag=True, help="Convert to the column's points where the exercise has others.")
@click.option(
    "--feedback-zip", type=FILE, metavar="FILE", help="Pack the learners' reports to upload as well."
)
@click.pass_context
def gradebook(
    ctx: click.Context,
    name: str,
    batch: Path,
    exported: Path,
    output: Path | None,
    column: str | None,
    overwrite: bool,
    by_name: bool,
    scale: bool,
    feedback_zip: Path | None,
) -> None:
    """Fill the scores in BATCH, the folder of `grade batch`, into a copy of the gradebook EXPORTED.

    NAME is the platform: canvas, moodle, classroom50. One column is filled; all else stays byte for byte.
    The exit code is 0 when every score has its row, and 1 when some have none.
    """
    from grader.cli.output import say, write_bytes
    from grader.course.gradebooks.feedback import feedback_zip as pack
    from grader.course.gradebooks.gradebook import GradebookError, Wanted
    from grader.course.gradebooks.graded import graded_batch
    from grader.course.gradebooks.shelf import load

    filled_copy = output or exported.with_name(f"{exported.stem}-filled{exported.suffix}")
    _check_places(exported, filled_copy, feedback_zip)
    try:
        book = load(name)
        if feedback_zip is not None and book.feedback is None:
            raise Mistake(f"{name} takes no files to upload, so there is no --feedback-zip for it.")
        with graded_batch(batch) as graded:
            scores = graded.scores()
            names = graded.names
            wanted = Wanted(names=names, column=column, overwrite=overwrite, by_name=by_name, scale=scale)
            filled = book.fill(_read(exported), scores, wanted)
            packed = pack(graded, filled.placed, book.feedback) if feedback_zip and book.feedback else None
    except GradebookError as error:
        raise Mistake(str(error)) from error
    lines = [*_told(filled, scores), f"Filled copy: {filled_copy}"]
    with _private():
        write_bytes(filled_copy, filled.data)
        if packed is not None and feedback_zip is not None:
            write_bytes(feedback_zip, packed[0])
    if packed is not None:
        lines.append(f"Reports to upload: {packed[1]}, in {feedback_zip}")
    say("\n".join(lines))
    ctx.exit(NOT_PASSED if filled.unmatched or filled.ambiguous else PASSED)


def _check_places(exported: Path, filled_copy: Path, feedback_zip: Path | None) -> None:
    from grader.cli.output import check_writable

    if not exported.is_file():
        raise Mistake(f"{exported} is not a file. Name the gradebook as the platform exported it.")
    places = [("--output", filled_copy), *([("--feedback-zip", feedback_zip)] if feedback_zip else [])]
    taken = {exported.resolve()}
    for option, place in places:
        check_writable(place, option)
        if place.resolve() in taken or (place.exists() and place.samefile(exported)):
            raise Mistake(f"{option} {place} is another file of this command, and stays. Name another one.")
        taken.add(place.resolve())


@contextmanager
def _private() -> Iterator[None]:
    """Make files for the owner's eyes only: names and grades are in them."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Mistake(f"{path} cannot be read: {error.strerror}.") from error


def _told(filled: Filled, scores: Sequence[Score]) -> Iterable[str]:
    from grader.course.gradebooks.gradebook import Remark
    from grader.course.gradebooks.matching import who
    from grader.report.visible import one_line

    late = [Remark(who=who(score), why="late") for score in scores if score.late]
    yield f"Scores filled into “{one_line(filled.column)}”: {filled.filled}"
    if filled.same:
        yield f"The same score was there already: {filled.same}"
    for title, remarks in (
        ("Kept as they were (--overwrite replaces them)", filled.kept),
        ("Submissions without a row", filled.unmatched),
        ("Submissions without a certain row, nothing filled", filled.ambiguous),
        ("Submissions without a score, nothing filled", filled.unscored),
        ("Rows without a submission", filled.rows),
        ("Late submissions, for information", late),
    ):
        yield from _listed(title, remarks)


def _listed(title: str, remarks: Sequence[Remark]) -> Iterable[str]:
    from grader.report.visible import one_line

    if remarks:
        yield f"{title}: {len(remarks)}"
        yield from (f"  {one_line(one.who)}: {one_line(one.why)}" for one in remarks[:_SHOWN])
    if len(remarks) > _SHOWN:
        yield f"  and {len(remarks) - _SHOWN} more"
