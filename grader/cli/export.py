"""`grade export TARGET EXERCISE`: what an instructor uploads so that a platform grades an exercise."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.ends import Mistake
from grader.cli.options import FILE, exercise_argument, places
from grader.course.bundles.export import TARGETS


@click.command(
    short_help="Make what a platform needs to grade an exercise.",
    epilog="TARGET: " + "; ".join(f"{name}: {target.what}" for name, target in TARGETS.items()) + ".",
)
@click.argument("target", type=click.Choice(tuple(TARGETS)))
@exercise_argument
@click.option(
    "-o", "--output", type=FILE, required=True, metavar="DIR|ZIP", help="A new folder, or a new .zip file."
)
@click.option(
    "--isolation",
    type=click.Choice(("auto", "full", "reduced", "none")),
    default="auto",
    help="What the platform's machine must offer; auto: at least reduced. [default: auto]",
)
@click.option("--wheel", type=FILE, metavar="FILE", help="The grader's wheel. [default: the installed one]")
@places
def export(
    target: str,
    exercise: str,
    output: Path,
    isolation: str,
    wheel: Path | None,
    exercises: Path | None,
    key: Path | None,
) -> None:
    """Make what TARGET needs to grade EXERCISE: its stub, its suite (sealed), the grader, and entry scripts.

    Never a solution, a right answer or a mutant.
    """
    from grader.cli.output import say
    from grader.cli.target import find
    from grader.course.bundles.export import export as bundle
    from grader.course.learner.packing import refuse_existing, write_new

    refuse_existing(output)
    files = bundle(target, find(exercise, exercises, key).exercise, _wheel(wheel), isolation)
    write_new(files, output)
    say(f"{output}: {TARGETS[target].what}.\n{TARGETS[target].then}")


def _wheel(named: Path | None) -> tuple[str, bytes]:
    from grader.course.learner.wheel import own_wheel

    if named is not None:
        if named.suffix != ".whl" or not named.is_file():
            raise Mistake(f"--wheel {named} is not a wheel. `python -m build --wheel` makes one in dist/.")
        return named.name, named.read_bytes()
    wheel = own_wheel()
    if wheel is None:
        raise Mistake(
            "The grader runs from a checkout here, so there is no wheel of it to put into the bundle.\n"
            "Make one with `python -m build --wheel`, and name it: --wheel dist/NAME.whl"
        )
    return wheel
