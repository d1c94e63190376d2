"""`grade hint EXERCISE`: one hint at a time for what the report names first."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.ends import FAULT, PASSED
from grader.cli.options import FILE, exercise_argument, places


@click.command(short_help="Give one hint; again, the next one.")
@exercise_argument
@click.option(
    "--submission",
    type=FILE,
    metavar="FILE",
    help="The answer to look at, - for standard input. [default: the exercise's own file]",
)
@click.option("--all", "all_", is_flag=True, help="Show all hints at once.")
@places
@click.pass_context
def hint(
    ctx: click.Context,
    exercise: str,
    submission: Path | None,
    all_: bool,
    exercises: Path | None,
    key: Path | None,
) -> None:
    """Grade the answer to EXERCISE and give one hint about what to look at first.

    Called again for the same text, it gives the next one: a question, the tool by its name, the pattern
    on another problem. A change of the file starts anew.
    """
    from grader.cli import next_steps
    from grader.cli.answer import graded
    from grader.cli.target import find

    target = find(exercise, exercises, key)
    report = graded(target, submission)
    finding = next_steps.with_hints(report)
    if finding is None:
        numbers: list[int] = []
        steps = next_steps.without_hint(ctx, report, target)
    else:
        numbers, remembered = _numbers((report.exercise, report.sha256, finding.rule), finding.hints, all_)
        steps = next_steps.after_hint(ctx, finding, numbers[-1], remembered)
    from dataclasses import asdict

    from grader.cli.output import say, terminal_look
    from grader.report import render_hint

    look = terminal_look()
    say(render_hint(report, finding, numbers, next_steps=steps, **asdict(look)), colour=look.colour)
    ctx.exit(FAULT if report.outcome == "fault" else PASSED)


def _numbers(about: tuple[str, ...], hints: tuple[str, ...], all_: bool) -> tuple[list[int], bool]:
    """Choose the hints to show, and tell whether a later call will know."""
    from grader.cli import shown_hints

    if all_:
        return list(range(1, len(hints) + 1)), True
    number, remembered = shown_hints.next_number(about, len(hints))
    return [number], remembered
