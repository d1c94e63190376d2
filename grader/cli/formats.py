"""`grade formats`: list what reports can be turned into for platforms."""

from __future__ import annotations

import click

_READERS = {
    "learner": "redacted for learners",
    "platform": "the platform hides what is hidden",
    "staff": "for staff only",
}


@click.command(short_help="List the formats of `--to`: where they go, who reads them.")
def formats() -> None:
    """List the formats that `--to NAME[:PATH]` writes.

    For each: what it is, where it goes without a PATH, who may read it, and who it comes from.
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
    say("\n".join(lines), colour=terminal_look().colour)


def _place(file: str, place: str) -> str:
    if place == "-":
        return "standard output"
    return place if place.startswith("$") or place == file else f"{file} as {place}"
