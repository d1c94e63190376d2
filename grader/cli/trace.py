"""`grade trace FILE`: run any asyncio program and draw what its tasks did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import FAULT, NOT_PASSED, PASSED, Mistake
from grader.cli.options import FILE, output_options

if TYPE_CHECKING:
    from grader.model import RunRecord

FORMATS = ("terminal", "json", "html")
_EXITED_WELL = ("sys.exit()", "sys.exit(0)", "os._exit(0)", "exit status 0")


class _Command(click.Command):
    """Says where the options of the program itself go."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            # Give good error for: `grade trace server.py --port 80`
            option = error.option_name
            advice = f"The program's own options go after --: grade trace FILE -- {option}"
            raise click.UsageError(f"No such option: {option}. {advice}", ctx) from error


@click.command(cls=_Command, short_help="Run an asyncio program and draw what its tasks did.")
@click.argument("file", type=FILE)
@click.argument("args", nargs=-1)
@output_options(*FORMATS)
@click.pass_context
def trace(
    ctx: click.Context, file: Path, args: tuple[str, ...], format_: str | None, output: Path | None
) -> None:
    """Run FILE on the virtual clock and draw what its tasks did.

    ARGS are the program's own arguments; those that look like options go after --.
    The exit code is the program's own fate: 0 finished, 1 raised, stuck or killed.
    """
    from grader.cli import output as out
    from grader.model import Problem
    from grader.report import render_trace
    from grader.submission import read_submission

    destination = out.choose(format_, output, FORMATS, f"{file.stem}-trace.html")
    if destination.path is not None and destination.path.resolve() == file.resolve():
        raise Mistake(f"--output {destination.path} is the program itself; it would be overwritten.")
    submission = read_submission(file)
    if isinstance(submission, Problem):
        raise Mistake(
            f"{file} cannot be run. {submission.headline} {submission.details}\n{submission.advice}"
        )
    from grader.grading import prepare

    with prepare("none") as grader:  # it is its owner's own program, and may do what it does
        traced = grader.trace(submission, file, args)
    named = {"file" if destination.format == "json" else "title": file.name, "source": submission.source}
    text = render_trace(traced, destination.format, **named, **destination.look_options())
    out.deliver(text, destination)
    run = traced.run
    if destination.path is not None:
        out.say(f"{file.name}: {run.outcome} after {run.elapsed:g} s. Trace written to {destination.path}")
    ctx.exit(_exit_code(run))


def _exit_code(run: RunRecord) -> int:
    if run.outcome == "exited" and run.reason in _EXITED_WELL:
        return PASSED
    return {"finished": PASSED, "fault": FAULT}.get(str(run.outcome), NOT_PASSED)
