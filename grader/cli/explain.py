"""`grade explain RULE`: the page of a rule, in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import Mistake
from grader.cli.options import places, rule_argument

if TYPE_CHECKING:
    from grader.judge.rules.page import Page

_SECTIONS = {  # a page's headings, as they read without a report beside them
    "What it does": "",
    "What the learner believed": "Often believed",
    "Why it matters": "Why it matters",
    "Example": "Example",
    "Use instead": "Use instead",
    "Read more": "Read more",
}


@click.command(short_help="Explain a rule: what is believed, what is so, an example.")
@rule_argument
@places
def explain(rule: str, exercises: Path | None, key: Path | None) -> None:
    """Explain RULE: what it looks for, why that matters, an example and what to use instead.

    RULE is a name as reports show it, such as await-in-loop; `grade rules` lists all.
    """
    from grader.cli import rule_shelf
    from grader.cli.output import say, terminal_look
    from grader.judge.rules.page import read_page
    from grader.report import render_page

    pages = rule_shelf.pages(exercises, key)
    name = rule.strip().lower().replace("_", "-").removesuffix(".md").removesuffix(".py")
    if name not in pages:
        raise _unknown(rule, name, pages)
    look = terminal_look()
    text = f"# {name}\n\n{_lesson(read_page(pages[name]))}"
    say(render_page(text, width=look.width, colour=look.colour, ascii=look.ascii), colour=look.colour)


def _lesson(page: Page) -> str:
    """Return what a page says without an answer to speak of: no headline, no hints."""
    parts = [f"“{page.title}”"]
    for heading, shown in _SECTIONS.items():
        title = [f"## {shown}"] if shown else []
        parts.append("\n".join([*title, page.section(heading)]))
    return "\n\n".join(parts)


def _unknown(typed: str, name: str, known: dict[str, Path]) -> Mistake:
    from grader.manifest import join, near_names

    near = near_names(name, known) or [one for one in known if name and name in one][:3]
    meant = f" Did you mean {join(near, 'or')}?" if near else ""
    return Mistake(f"There is no rule {typed}.{meant}\ngrade rules lists all {len(known)}.")
