"""`grade pack learner`: what an instructor hands out."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import FILE, places


@click.group(short_help="Pack a course for its learners.")
def pack() -> None:
    """Pack a course for its learners."""


@pack.command()
@click.option(
    "-o", "--output", type=FILE, required=True, metavar="DIR|ZIP", help="A new folder, or a new .zip file."
)
@places
def learner(output: Path, exercises: Path | None, key: Path | None) -> None:
    """Pack the exercises, the grader, and for exercises to practise with their sealed suites.

    Never a solution, a right answer or a mutant. The suite of an exercise marked kind = "exam" stays here.
    """
    from grader.catalog import find_root
    from grader.cli.output import say
    from grader.course.learner.pack import pack as write
    from grader.sealed import SEALED

    catalog = find_root(exercises=exercises, key=key)
    files = write(catalog, output)
    slugs = catalog.slugs()
    sealed = sum(name.endswith(f"/{SEALED}") for name in files)
    lines = [
        f"{output}: {len(slugs)} exercises.",
        f"To practise with, suites sealed: {sealed}. Exams, suites kept here: {len(slugs) - sealed}.",
    ]
    if not any(name.endswith(".whl") for name in files):
        lines.append("The grader is not in it: only one that was installed from a wheel can be packed.")
    say("\n".join(lines))
