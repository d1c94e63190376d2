"""Options and arguments that several commands share, and how a shell completes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


def _complete_exercise(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from grader.catalog import CatalogError, find_root

    try:
        slugs = find_root(exercises=ctx.params.get("exercises")).slugs()
    except CatalogError:
        return []
    return [CompletionItem(slug) for slug in slugs if slug.startswith(incomplete)]


def _complete_rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from grader.catalog import CatalogError
    from grader.cli import rule_shelf

    try:
        names = rule_shelf.pages(ctx.params.get("exercises"), ctx.params.get("key"))
    except CatalogError:
        return []
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]


# Paths are taken as they were typed and checked by whoever opens them, whose messages say more.
FILE = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)

rule_argument = click.argument("rule", shell_complete=_complete_rule)
exercise_argument = click.argument("exercise", shell_complete=_complete_exercise)


def places(command: F) -> F:
    """Add `--exercises` and `--key`."""
    # Eager, so that completing EXERCISE knows the folder wherever on the line it was named.
    command = click.option(
        "--key",
        type=FOLDER,
        envvar="GRADE_KEY",
        is_eager=True,
        metavar="DIR",
        help="The instructor's solutions. [GRADE_KEY; default: solutions/ beside the exercises]",
    )(command)
    return click.option(
        "--exercises",
        type=FOLDER,
        envvar="GRADE_EXERCISES",
        is_eager=True,
        metavar="DIR",
        help="The folder of exercises. [GRADE_EXERCISES; default: exercises/ here or further up]",
    )(command)


def _complete_format(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from grader.report.lms.shelf import names

    return [CompletionItem(name) for name in names() if name.startswith(incomplete)]


to_option = click.option(
    "--to",
    multiple=True,
    metavar="NAME[:PATH]",
    shell_complete=_complete_format,
    help="Write the report for a platform as well; may be given several times (grade formats).",
)


def output_options(*formats: str) -> Callable[[F], F]:
    """Add `--format`, one of `formats`, and `--output`."""

    def add(command: F) -> F:
        command = click.option(
            "--output",
            type=FILE,
            metavar="PATH",
            help="Write to a file; its ending chooses the format unless --format does.",
        )(command)
        return click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            help=f"What to write. [default: {formats[0]}]",
        )(command)

    return add
