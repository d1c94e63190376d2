"""`grade verify`: prove that exercises are good."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import NOT_PASSED, PASSED, Mistake, stop_if_interrupted
from grader.cli.options import output_options, places

if TYPE_CHECKING:
    from grader.catalog import Catalog
    from grader.cli.output import Destination
    from grader.course.authoring.verify import Verification

FORMATS = ("terminal", "json")


@click.command(short_help="Prove exercises: every answer of the key, every check, every text.")
@click.argument("exercise", nargs=-1)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many answers are graded at the same time. [default: one for each processor, and one]",
)
@click.option(
    "--repeats",
    type=click.IntRange(1, 1000),
    default=20,
    metavar="N",
    help="How often the solution is graded, with the same report each time. [default: 20]",
)
@click.option(
    "--schedules",
    type=click.IntRange(0, 1000),
    metavar="N",
    help="Other legal orders of events to grade right answers in. [default: what exercise.toml says]",
)
@click.option("--seed", type=int, default=0, metavar="N", help="Which orders, and which made mutants.")
@click.option("--mutate", is_flag=True, help="Try made mutants as well; see grade mutate.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=100,
    metavar="N",
    help="With --mutate: try at most N mutants of each exercise; 0 tries all. [default: 100]",
)
@click.option("--watch", is_flag=True, help="Go on: prove an exercise again whenever a file of it changes.")
@output_options(*FORMATS)
@places
@click.pass_context
def verify(
    ctx: click.Context,
    exercise: tuple[str, ...],
    jobs: int | None,
    repeats: int,
    schedules: int | None,
    seed: int,
    mutate: bool,
    limit: int,
    watch: bool,
    format_: str | None,
    output: Path | None,
    exercises: Path | None,
    key: Path | None,
) -> None:
    """Prove each EXERCISE, or all of them.

    The stub fails and is known for untouched; the solution and every right answer pass, in other legal
    orders of events as well; every mutant fails and is explained by the rule it is named for; every check is
    failed by some mutant; the same answer gets the same report, byte for byte; no real time is read; no line
    of the key shows.  What does not hold is refused, with the place and what to do.  Exit code 0: all proved,
    1: some refused.
    """
    from grader.cli.mutate import progress
    from grader.cli.output import choose
    from grader.course.authoring.changes import wait_for_change
    from grader.course.authoring.trials import Plan
    from grader.course.authoring.verify import verify as verify_all
    from grader.course.authoring.verify import with_mutants
    from grader.course.workers import Workers, enough

    destination = choose(format_, output, FORMATS, "")
    catalog, folders = _meant(exercise, exercises, key)
    plan = Plan(repeats=repeats, schedules=schedules, seed=seed)
    with Workers(jobs or enough()) as workers:

        def verifications(folders: list[Path]) -> Iterator[Verification]:
            proofs = verify_all(catalog, folders, workers, plan)
            if not mutate:
                yield from proofs
                return
            for one in list(proofs):  # all of them first: the workers cannot do both
                yield with_mutants(one, workers, limit, seed, progress())

        def prove(folders: list[Path]) -> bool:
            return _prove(verifications(folders), destination, mutants=mutate)

        proved = prove(folders)
        while watch:
            prove(wait_for_change(folders, catalog))
    stop_if_interrupted()
    ctx.exit(PASSED if proved else NOT_PASSED)


def _meant(words: tuple[str, ...], exercises: Path | None, key: Path | None) -> tuple[Catalog, list[Path]]:
    """Return the folders of the exercises that were named, of all when none was."""
    from grader.catalog import find_root

    # A path to an exercise needs no folder of exercises around the current one.
    start = next((Path(word) for word in words if "/" in word), None) if exercises is None else None
    catalog = find_root(start=start, exercises=exercises, key=key)
    found = [catalog.place(word) for word in words or catalog.slugs()]
    if not found:
        raise Mistake(f"There is no exercise in {catalog.folder} yet. To make one: grade new exercise-01")
    return catalog, list(dict.fromkeys(found))


def _prove(verifications: Iterable[Verification], destination: Destination, *, mutants: bool) -> bool:
    """Show each exercise as soon as it is proved; return whether all are."""
    from grader.cli.output import deliver, say
    from grader.course.authoring import verification as drawing

    started, here, look = time.monotonic(), Path.cwd(), destination.look_options()
    on_screen = destination.format == "terminal" and destination.path is None
    lines, done = [drawing.heading(mutants=mutants)], []
    if on_screen:
        say(lines[0])
    for one in verifications:
        done.append(one)
        lines.append(drawing.drawn(one, here, **look) if look else "")
        if on_screen:
            say(lines[-1], colour=look["colour"])
    seconds = time.monotonic() - started
    if destination.format == "json":
        deliver(drawing.as_json(done, seconds, here), destination)
    elif not on_screen:
        deliver("\n".join([*lines, drawing.summary(done, seconds), ""]), destination)
    if on_screen or destination.path is not None:
        say(drawing.summary(done, seconds))
    return all(one.proved for one in done)
