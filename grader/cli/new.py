"""`grade new`: make an exercise that is ready to edit."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import places


@click.command(short_help="Make a new exercise, ready to edit.")
@click.argument("name")
@click.option(
    "--from",
    "like",
    metavar="EXERCISE",
    help="Start from a copy of this exercise. [default: a small exercise that explains itself]",
)
@click.option("--title", default="", metavar="TEXT", help="What lists and reports call it.")
@places
def new(name: str, like: str | None, title: str, exercises: Path | None, key: Path | None) -> None:
    """Make the exercise NAME: a folder for learners and one for the key.

    It passes `grade verify` as it is made. Nothing that exists is touched.
    """
    from grader.catalog import find_root
    from grader.cli.ends import Mistake
    from grader.cli.output import say
    from grader.cli.root import COMMANDS
    from grader.course.authoring.new import make

    if name in COMMANDS:
        raise Mistake(f"“{name}” is a command; an exercise of that name could not be graded.")
    catalog = find_root(exercises=exercises, key=key)
    made = make(catalog, name, title.strip(), catalog.load(like) if like else None)
    here = Path.cwd()
    folder, hidden = (
        path.relative_to(here) if path.is_relative_to(here) else path for path in (made.folder, made.key)
    )
    say(
        f"Made {folder}: README.md, exercise.toml, exercise.py\n"
        f"Made {hidden}: exercise.py, test_hidden.py, right, mutants\n\n"
        f"Edit them, and prove the exercise as you go: grade verify {name} --watch"
    )
