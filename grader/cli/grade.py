"""`grade EXERCISE`: grade an answer and show its report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import FAULT, NOT_PASSED, PASSED, Mistake, stop_if_interrupted
from grader.cli.options import FILE, exercise_argument, output_options, places

if TYPE_CHECKING:
    from grader.cli.output import Destination
    from grader.cli.target import Target
    from grader.model import Report

FORMATS = ("terminal", "json", "markdown", "html")


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
    help="The answer to grade, - for standard input. [default: the exercise's own file]",
)
@output_options(*FORMATS)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when not all checks passed.")
@places
@click.pass_context
def grade(
    ctx: click.Context,
    exercise: str,
    submission: Path | None,
    format_: str | None,
    output: Path | None,
    exit_zero: bool,
    exercises: Path | None,
    key: Path | None,
) -> None:
    """Grade an answer to EXERCISE and show what its tasks did.

    EXERCISE is a name (exercise-02), a short form of it (2), or the path to its folder.
    """
    from grader.cli import output as out
    from grader.cli.target import find

    target = find(exercise, exercises, key)
    destination = out.choose(format_, output, FORMATS, f"{target.exercise.slug}-report.html")
    report = _graded(target, submission, destination)
    _show(report, destination, _next_step(ctx, report, target))
    ctx.exit(PASSED if exit_zero and _exit_code(report) == NOT_PASSED else _exit_code(report))


def _graded(target: Target, submission: Path | None, destination: Destination) -> Report:
    from grader.cli.target import default_submission
    from grader.submission import STDIN, read_bytes

    exercise = target.exercise
    path = submission or default_submission(exercise)
    if destination.path is not None and destination.path.resolve() == path.resolve():
        raise Mistake(f"--output {destination.path} is the answer itself; it would be overwritten.")
    if exercise.key is None:
        raise Mistake(
            f"{exercise.slug} has no hidden suite here, so it cannot be graded.\n"
            "Name the folder of solutions: --key DIR (or GRADE_KEY=DIR).\n"
            f"Without one, the answer can still be watched: grade trace {path}"
        )
    data = read_bytes(path)
    piped = str(path) == STDIN
    beside = () if piped else tuple(file.name for file in path.parent.glob("*.py"))
    from grader.grading import prepare  # late: a mistake on the command line must not cost a start of pytest

    with prepare() as grader:
        report = grader.grade(exercise, data, exercise.file if piped else path.name, beside)
    stop_if_interrupted()
    return report


def _show(report: Report, destination: Destination, next_step: tuple[str, str]) -> None:
    from grader.cli.output import deliver, say
    from grader.report import render

    look = destination.look_options()
    if look and destination.path is None:
        look["next_steps"] = [next_step]
    deliver(render(report, destination.format, **look), destination)
    if destination.path is not None:
        score = f"{report.score} of {report.max_score} points"
        say(f"{report.exercise}: {report.outcome}, {score}. Report written to {destination.path}")


def _exit_code(report: Report) -> int:
    return {"passed": PASSED, "fault": FAULT}.get(str(report.outcome), NOT_PASSED)


def _next_step(ctx: click.Context, report: Report, target: Target) -> tuple[str, str]:
    """Choose the one command to type next, and say what it does."""
    again = _command(ctx, "exercise", "submission", "exercises", "key")
    following = target.following()
    if report.outcome == "passed" and following:
        options = _command(ctx, "exercises").removeprefix("grade")
        return f"grade show {following}{options}", "the next exercise"
    if report.untouched or report.outcome == "ungradable":
        return again, "after the change"
    if report.outcome == "fault":
        return f"GRADE_DEBUG=1 {again}", "says more about what failed"
    return f"{again} --format html", "draws what ran when, as a page"


def _command(ctx: click.Context, *names: str) -> str:
    """Write the command line again, with the named parameters that were typed."""
    import shlex

    words = ["grade"]
    for param in ctx.command.params:
        typed = ctx.get_parameter_source(param.name or "") is click.core.ParameterSource.COMMANDLINE
        if typed and param.name in names:
            flag = [] if isinstance(param, click.Argument) else [param.opts[0]]
            words += [*flag, shlex.quote(str(ctx.params[param.name]))]
    return " ".join(words)
