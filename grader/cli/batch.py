"""`grade batch EXERCISE SOURCE --output DIR`: grade a whole course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import FAULT, INTERRUPTED, PASSED, Fault, Mistake, NoIsolation
from grader.cli.options import FILE, FOLDER, exercise_argument, places, to_option

if TYPE_CHECKING:
    from grader.course.batch.batch import Order, Summary

_REGRADE = ("failed", "faults", "all")
_WORDS = {
    "passed": "passed all checks",
    "failed": "not all checks passed",
    "ungradable": "cannot be run",
}


@click.command(short_help="Grade a whole course: a folder or an export of a platform.")
@exercise_argument
@click.argument("source", type=FILE)
@click.option(
    "--output",
    type=FOLDER,
    required=True,
    metavar="DIR",
    help="The folder for results; made private to its owner.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="How many answers to grade at the same time. [default: one for each processor]",
)
@click.option("--from", "importer", metavar="NAME", help="The layout of SOURCE. [default: detected]")
@click.option(
    "--pattern",
    metavar="REGEX",
    help="Describe the names in SOURCE: (?P<student_id>...), also file_id, timestamp, email.",
)
@click.option(
    "--regrade",
    type=click.Choice(_REGRADE),
    help="Grade again what failed, what was left to a person, or all.",
)
@click.option(
    "--isolation",
    type=click.Choice(("auto", "full", "reduced", "none")),
    default="auto",
    help="Demand that answers be kept in so well; “reduced” is the least. [default: auto]",
)
@to_option
@click.option("--engine", metavar="MODULE:FACTORY", help="Run on another concurrent.futures.Executor.")
@click.option(
    "--cluster",
    metavar="ADDRESS|FILE",
    help="Run on the workers of a dask scheduler: its address, or its scheduler file.",
)
@places
@click.pass_context
def batch(
    ctx: click.Context,
    exercise: str,
    source: Path,
    output: Path,
    workers: int | None,
    importer: str | None,
    pattern: str | None,
    regrade: str | None,
    isolation: str,
    to: tuple[str, ...],
    engine: str | None,
    cluster: str | None,
    exercises: Path | None,
    key: Path | None,
) -> None:
    """Grade every answer of SOURCE, a folder or a zip, into the folder DIR.

    The same command again goes on where it was. The exit code is 0 when all could be graded, whatever their
    scores, and 4 when some are left to a person.
    """
    from grader.cli.target import find
    from grader.course.batch.batch import Order

    if importer and pattern:
        raise Mistake("--from and --pattern both say how SOURCE is laid out. Please give one of them.")
    if cluster and (engine or workers):
        raise Mistake(
            "--cluster runs on the workers that have joined it: please leave out --workers and --engine."
        )
    if isolation == "none":
        raise NoIsolation(
            "A batch runs the work of others, so it is not graded with --isolation none.\n"
            "What this machine has, and how to have more: grade doctor"
        )
    target = find(exercise, exercises, key)
    if target.exercise.key is None or not (target.exercise.key / "test_hidden.py").is_file():
        raise Mistake(
            f"{target.exercise.slug} has no hidden suite here, so it cannot be graded.\n"
            "Name the folder of solutions: --key DIR (or GRADE_KEY=DIR)."
        )
    order = Order(
        exercise=target.exercise,
        source=source,
        output=output,
        workers=workers,
        importer=importer,
        pattern=pattern,
        regrade=regrade,
        isolation=isolation,
        engine=engine,
        to=to,
        cluster=cluster,
    )
    summary = _run(order)
    _say(summary, output)
    ctx.exit(_exit_code(summary))


def _run(order: Order) -> Summary:
    from grader.cli.progress import progress_on_stderr, stop_on_interrupt
    from grader.course.batch.batch import run
    from grader.course.batch.errors import BatchFault, BatchMistake

    try:
        with stop_on_interrupt() as stopping, progress_on_stderr() as progress:
            return run(order, progress, stopping)
    except BatchMistake as error:
        raise Mistake(str(error)) from error
    except BatchFault as error:
        raise Fault(str(error)) from error


def _say(summary: Summary, output: Path) -> None:
    from grader.cli.output import say

    rows = [(summary.outcomes.get(outcome, 0), words) for outcome, words in _WORDS.items()]
    rows += [
        (summary.people, "left to a person: not judged, no score"),
        (summary.waiting, "not graded yet"),
        (summary.unmatched, f"{_files(summary.unmatched)} unmatched: {output / 'unmatched.txt'}"),
    ]
    width = len(str(max(summary.submissions, summary.unmatched)))
    submissions = "submission" if summary.submissions == 1 else "submissions"
    lines = [f"{summary.submissions} {submissions}, read as “{summary.importer}”"]
    lines += [f"  {count:>{width}} {words}" for count, words in rows if count]
    lines += [f"Class report: {output / 'class.html'}", f"Scores: {output / 'results.csv'}"]
    say("\n".join(lines))
    for fault in summary.faults:
        click.echo(fault, err=True)
    if not summary.finished:
        click.echo("Interrupted. What is graded is kept; the same command goes on from here.", err=True)


def _files(number: int) -> str:
    return "file" if number == 1 else "files"


def _exit_code(summary: Summary) -> int:
    if not summary.finished:
        return INTERRUPTED
    return FAULT if summary.people else PASSED
