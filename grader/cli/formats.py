"""`grade formats`: list what reports can be turned into for platforms."""

from __future__ import annotations

from collections.abc import Iterator

import click

_READERS = {
    "learner": "redacted for learners",
    "platform": "the platform hides what is hidden",
    "staff": "for staff only",
}


@click.command(short_help="List the formats of `--to`, of `grade batch` and `grade gradebook`.")
def formats() -> None:
    """List the formats that `--to NAME[:PATH]` writes, and what a whole course comes in and goes out by.

    For each format: what it is, where it goes without a PATH, who may read it, and who it comes from.
    Then the layouts that `grade batch --from` reads, and the gradebooks that `grade gradebook` fills.
    """
    from grader.cli.output import say, terminal_look
    from grader.report.lms import BadWriter, load, names
    from grader.report.lms.shelf import origin

    lines = []
    for name in names():
        try:
            writer = load(name)
        except BadWriter as error:  # of some package: it must not hide the others
            click.echo(str(error), err=True)
            continue
        places = ", ".join(_place(file, place) for file, place in writer.files.items())
        lines += [
            click.style(name, bold=True),
            f"  {writer.summary}",
            f"  to {places}; {_READERS.get(writer.audience, writer.audience)}; {origin(name)}",
        ]
    lines += ["", click.style("grade batch --from", bold=True), *_importers()]
    lines += ["", click.style("grade gradebook", bold=True), *_gradebooks()]
    say("\n".join(lines), colour=terminal_look().colour)


def _importers() -> Iterator[str]:
    from grader.course.batch.importers.shelf import names, origin

    for name in names():
        yield f"  {name}; {origin(name)}"


def _gradebooks() -> Iterator[str]:
    from grader.course.gradebooks.gradebook import GradebookError
    from grader.course.gradebooks.shelf import load, names, origin

    for name in names():
        try:
            yield f"  {name}: {load(name).summary.rstrip('.')}; {origin(name)}"
        except GradebookError as error:  # of some package: it must not hide the others
            click.echo(str(error), err=True)


def _place(file: str, place: str) -> str:
    if place == "-":
        return "standard output"
    return place if place.startswith("$") or place == file else f"{file} as {place}"
