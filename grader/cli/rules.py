"""`grade rules`: list what the grader can recognise."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import places

if TYPE_CHECKING:
    from grader.judge.rules.rule import Rule


@click.command(short_help="List the rules: the mistakes that reports can name.")
@places
def rules(exercises: Path | None, key: Path | None) -> None:
    """List the rules by group: the name, how much it matters, what is believed.

    An essential one explains why a check failed, an actionable one is worth a change though everything
    passed, an informative one is good to know. `grade explain RULE` tells more.
    """
    from grader.cli import rule_shelf
    from grader.cli.output import say, terminal_look

    found, faults = rule_shelf.rules(exercises, key)
    look = terminal_look()
    say("\n".join(_table(found, look.width)), colour=look.colour)
    for fault in faults:
        click.echo(f"A rule that cannot be loaded: {fault.rule}: {fault.error}", err=True)


def _table(rules: list[Rule], width: int) -> list[str]:
    names = max((len(rule.id) for rule in rules), default=0)
    levels = max((len(rule.level) for rule in rules), default=0)
    lines: list[str] = []
    for group, members in groupby(rules, key=lambda rule: rule.group):
        heading = click.style(group.replace("-", " ").capitalize(), bold=True)
        lines += [*([""] if lines else []), heading]
        for rule in members:
            lines += _row(rule, names, levels, width)
    return lines


def _row(rule: Rule, names: int, levels: int, width: int) -> list[str]:
    """Write one rule; in a narrow terminal what is believed goes on below itself."""
    from textwrap import wrap

    from grader.judge.rules.page import BadPage, read_page

    try:
        title = read_page(rule.page).title
    except (BadPage, OSError) as error:  # of a course: it must not hide the others
        title = f"(its page cannot be read: {error})"
    start = f"  {rule.id:<{names}}  {rule.level:<{levels}}  "
    first, *rest = wrap(title, max(width - len(start), 20)) or [""]
    return [(start + first).rstrip(), *(" " * len(start) + more for more in rest)]
