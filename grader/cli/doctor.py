"""`grade doctor`: which isolation levels this machine has, why not the others, and what would help."""

from __future__ import annotations

import click

from grader.cli.ends import NO_ISOLATION, PASSED

_PROMISE = {
    "full": "a private root without network, other processes or files of yours",
    "reduced": "your files, network and processes are out of reach; names of files can be guessed",
    "none": "limits of time, memory and output only: for your own work",
}


@click.command(short_help="Show how well answers are kept in here, and how to do better.")
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Build a box of every isolation level, attack it, and say which ones hold.

    The exit code is 3 when not even the level “reduced” is to be had, which grading others' work demands.
    """
    from grader.cli.output import say
    from grader.run.sandbox import Attempt, survey

    def told(attempt: Attempt) -> list[str]:
        mark = "yes" if attempt.reached else "no"
        lines = [f"{attempt.level:<8} {mark:<4} {_PROMISE[attempt.level]}"]
        if not attempt.reached:
            lines += [f"{'':<13} why: {attempt.why}", f"{'':<13} to have it: {attempt.remedy}"]
        elif attempt.level != "none":
            missing = f"; missing: {', '.join(attempt.missing)}" if attempt.missing else ""
            lines += [f"{'':<13} held against the canary ({attempt.facts}){missing}"]
        return lines

    attempts = survey()
    best = next(attempt for attempt in attempts if attempt.reached)
    lines = [line for attempt in attempts for line in told(attempt)]
    say("\n".join([*lines, "", f"grade EXERCISE uses: {best.level}"]))
    ctx.exit(NO_ISOLATION if best.level == "none" else PASSED)
