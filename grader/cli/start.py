"""`grade start DIR`: the course that comes with the grader, in a folder of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import FOLDER


@click.command(short_help="Lay the course out in a folder of your own.")
@click.argument("folder", type=FOLDER, metavar="DIR")
def start(folder: Path) -> None:
    """Lay out the exercises in DIR, ready to work on.

    Answers that are there already are kept; all else is brought up to date.
    """
    from grader.cli.output import say
    from grader.course.learner.stock import start as lay_out

    catalog, kept = lay_out(folder)
    slugs = catalog.slugs()
    lines = [f"{len(slugs)} exercises are in {folder / 'exercises'}."]
    lines += [f"Kept as it is: {name}" for name in kept if not name.endswith(".md")]
    lines += ["", *([f"cd {folder}"] if folder.resolve() != Path.cwd() else []), f"grade show {slugs[0]}"]
    say("\n".join(lines))
