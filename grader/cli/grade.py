"""`grade EXERCISE`: grade an answer and show its report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import FAULT, NOT_PASSED, PASSED, Mistake
from grader.cli.options import FILE, exercise_argument, output_options, places, to_option

if TYPE_CHECKING:
    from grader.cli.output import Destination
    from grader.cli.to import Target
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
@to_option
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
    to: tuple[str, ...],
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
    targets = _targets(to, path, destination.path) if to else ()
    report = graded(target, submission, isolation, at_least=_at_least(targets))
    silent = any(one.on_stdout for one in targets)  # a platform reads standard output
    _write(targets, report)
    if not silent or destination.path is not None:
        _show(report, destination, after_report(ctx, report, target), aside=silent)
    ctx.exit(_exit_code(report, {one.writer.exits for one in targets}, exit_zero))


# ---- formats for platforms -----------------------------------------------------------------------


def _targets(to: tuple[str, ...], answer: Path, report: Path | None) -> tuple[Target, ...]:
    from grader.cli.to import targets
    from grader.submission import STDIN

    if str(answer) == STDIN:
        found = targets(to, taken=() if report is None else (report,))
    else:
        whole, here = answer.resolve(), Path.cwd()
        inside = whole.is_relative_to(here)  # as annotations name a file of a repository
        named = whole.relative_to(here).as_posix() if inside else answer.name
        found = targets(to, named, taken=(answer,) if report is None else (answer, report))
    for one in found:
        one.write_pending()
    return found


def _at_least(targets: tuple[Target, ...]) -> str:
    """Return the least isolation that satisfies every format."""
    return "reduced" if any(one.writer.isolation == "reduced" for one in targets) else "none"


def _write(targets: tuple[Target, ...], report: Report) -> None:
    if targets:
        from grader.cli.to import write_all

        write_all(targets, report)


def _exit_code(report: Report, forgiven: set[str], exit_zero: bool) -> int:
    """Return the exit code.  forgiven: what the formats say in their files instead."""
    if report.outcome == "passed":
        return PASSED
    if report.outcome == "fault":
        return PASSED if "always" in forgiven else FAULT
    return PASSED if exit_zero or forgiven & {"always", "graded"} else NOT_PASSED


# ---- the report ----------------------------------------------------------------------------------


def _show(
    report: Report, destination: Destination, next_steps: list[tuple[str, str]], *, aside: bool
) -> None:
    from grader.cli.output import deliver, say
    from grader.report import render

    look = destination.look_options()
    if look and destination.path is None:
        look["next_steps"] = next_steps
    deliver(render(report, destination.format, **look), destination)
    if destination.path is not None:
        score = f"{report.score} of {report.max_score} points"
        said = f"{report.exercise}: {report.outcome}, {score}. Report written to {destination.path}"
        click.echo(said, err=True) if aside else say(said)
