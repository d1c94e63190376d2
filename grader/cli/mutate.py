"""`grade mutate EXERCISE`: make wrong answers from the right ones, and see which the suite catches."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from grader.cli.ends import NOT_PASSED, PASSED
from grader.cli.options import exercise_argument, output_options, places

FORMATS = ("terminal", "json")


@click.command(short_help="Make wrong answers from right ones; show which a suite misses.")
@exercise_argument
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=200,
    metavar="N",
    help="Try at most N mutants, the solution's first; 0 tries all. [default: 200]",
)
@click.option("--seed", type=int, default=0, metavar="N", help="Which ones are drawn where there are more.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes try them. [default: one for each processor, and one]",
)
@output_options(*FORMATS)
@places
@click.pass_context
def mutate(
    ctx: click.Context,
    exercise: str,
    limit: int,
    seed: int,
    jobs: int | None,
    format_: str | None,
    output: Path | None,
    exercises: Path | None,
    key: Path | None,
) -> None:
    """Make wrong answers from the right ones to EXERCISE, and try its hidden suite on them.

    Every wrong answer has one mistake of the kinds that learners make with asyncio: an await is left out, a
    cancellation is swallowed, a lock is new in every call. The exit code is 1 when the suite misses more of
    them than the exercise's `verify.kill_rate` allows.
    """
    from grader.cli import output as out
    from grader.cli.target import find
    from grader.course.authoring import mutation, mutation_text
    from grader.course.workers import Workers, enough

    target = find(exercise, exercises, key)
    destination = out.choose(format_, output, FORMATS, "")
    with Workers(jobs or enough()) as workers:
        tried = mutation.mutate(target.exercise, workers, limit=limit, seed=seed, progress=progress())
    as_json = destination.format == "json"
    out.deliver(mutation_text.as_json([tried]) if as_json else mutation_text.as_text(tried), destination)
    if destination.path is not None:
        out.say(f"{mutation_text.summary(tried)} Written to {destination.path}")
    ctx.exit(PASSED if tried.enough else NOT_PASSED)


def progress() -> Callable[[int, int], object]:
    """Return what shows how far it has got, on a terminal only."""
    if not sys.stderr.isatty():
        return lambda _done, _all: None

    def show(done: int, of: int) -> None:
        end = "\r\033[K" if done == of else ""
        click.echo(f"\r{done} of {of} mutants tried{end}", err=True, nl=False)

    return show
