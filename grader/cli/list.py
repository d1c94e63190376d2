"""`grade list`: name the exercises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import USAGE
from grader.cli.options import places

if TYPE_CHECKING:
    from grader.model import Exercise


@click.command(name="list", short_help="List the exercises.")
@places
@click.pass_context
def list_exercises(ctx: click.Context, exercises: Path | None, key: Path | None) -> None:
    """List the exercises: the name to type, the title, what it is about."""
    from grader.catalog import CatalogError, find_root
    from grader.cli.output import say, terminal_look

    catalog = find_root(exercises=exercises, key=key)
    rows: list[Exercise] = []
    broken: list[CatalogError] = []
    for slug in catalog.slugs():
        try:
            rows.append(catalog.load(slug))
        except CatalogError as error:  # one mistyped exercise must not hide the others
            broken.append(error)
    say("\n".join(_table(rows, terminal_look().width)))
    for mistake in broken:
        click.echo(f"Error: {mistake}", err=True)
    if broken:
        ctx.exit(USAGE)


def _table(rows: list[Exercise], width: int) -> list[str]:
    """Line the exercises up in columns; in a narrow terminal the concepts go on below themselves."""
    from textwrap import wrap

    slugs = max((len(row.slug) for row in rows), default=0)
    titles = max((len(row.title) for row in rows), default=0)
    indent = " " * (slugs + titles + 4)
    lines = []
    for row in rows:
        concepts = wrap(", ".join(row.concepts), max(width - len(indent), 24)) or [""]
        lines.append(f"{row.slug:<{slugs}}  {row.title:<{titles}}  {concepts[0]}".rstrip())
        lines += [indent + more for more in concepts[1:]]
    return lines
