"""`grade EXERCISE`: grade an answer and show its report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import FAULT, NOT_PASSED, PASSED, Mistake
from grader.cli.options import FILE, exercise_argument, output_options, places

if TYPE_CHECKING:
    from grader.cli.output import Destination
    from grader.model import Report

FORMATS = ("terminal", "json", "markdown", "html")
LEVELS = ("full", "reduced", "none")


class _Context(click.Context):
    """The default command goes without a name of its own: `grade`, not `grade grade`."""

    @property
    def command_path(self) -> str:
        return self.parent.command_path if self.parent else "grade"


class _Command(click.Command):
    context_class = _Context


@click.command(name="grade", cls=_Command, options_metavar="[OPTIONS]")
@exercise_argument
@click.option(
    "--submission",
    type=FILE,
    metavar="FILE",
    help="The answer, a folder it lies in, or - for standard input. [default: the exercise's own file]",
)
@output_options(*FORMATS)
@click.option(
    "--isolation",
    type=click.Choice(("auto", *LEVELS)),
    default="auto",
    help="Demand that the answer be kept in so well, or take the best there is. [default: auto]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when not all checks passed.")
@places
@click.pass_context
def grade(
    ctx: click.Context,
    exercise: str,
    submission: Path | None,
    format_: str | None,
    output: Path | None,
    isolation: str,
    exit_zero: bool,
    exercises: Path | None,
    key: Path | None,
) -> None:
    """Grade an answer to EXERCISE and show what its tasks did.

    EXERCISE is a name (exercise-02), a short form of it (2), or the path to its folder.
    """
    from grader.cli import output as out
    from grader.cli.answer import answer_path, graded
    from grader.cli.next_steps import after_report
    from grader.cli.target import find

    target = find(exercise, exercises, key)
    destination = out.choose(format_, output, FORMATS, f"{target.exercise.slug}-report.html")
    path = answer_path(target, submission)
    if destination.path is not None and destination.path.resolve() == path.resolve():
        raise Mistake(f"--output {destination.path} is the answer itself; it would be overwritten.")
    report = graded(target, submission, isolation)
    _show(report, destination, after_report(ctx, report, target))
    ctx.exit(PASSED if exit_zero and _exit_code(report) == NOT_PASSED else _exit_code(report))


def _show(report: Report, destination: Destination, next_steps: list[tuple[str, str]]) -> None:
    from grader.cli.output import deliver, say
    from grader.report import render

    look = destination.look_options()
    if look and destination.path is None:
        look["next_steps"] = next_steps
    deliver(render(report, destination.format, **look), destination)
    if destination.path is not None:
        score = f"{report.score} of {report.max_score} points"
        say(f"{report.exercise}: {report.outcome}, {score}. Report written to {destination.path}")


def _exit_code(report: Report) -> int:
    return {"passed": PASSED, "fault": FAULT}.get(str(report.outcome), NOT_PASSED)
