"""Find rules for the command line: those of the package, of installed ones, and of a course."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.judge.rules.rule import Rule
    from grader.model import RuleFault


def pages(exercises: Path | None, key: Path | None) -> dict[str, Path]:
    """Return every page by the id of its rule; none of the package's rules is loaded."""
    from grader.judge.rules import shelf

    installed = {rule.id: rule.page for rule in shelf.installed_rules()[0]}
    return {**shelf.own_pages(), **installed, **shelf.pages_in(*_folders(exercises, key))}


def rules(exercises: Path | None, key: Path | None) -> tuple[list[Rule], list[RuleFault]]:
    """Load every rule; return what is the matter with some of them as well."""
    from grader.judge.rules import shelf

    found, faults = list(shelf.own_rules()), list(shelf.installed_rules()[1])
    found += shelf.installed_rules()[0]
    for folder in _folders(exercises, key):
        more, amiss = shelf.rules_in(folder, folder.parent.name)
        found += more
        faults += amiss
    return found, faults


def _folders(exercises: Path | None, key: Path | None) -> Iterable[Path]:
    """Return the folders of rules beside the exercises' hidden suites; none outside of a course."""
    from grader.catalog import CatalogError, find_root

    try:
        catalog = find_root(exercises=exercises, key=key)
    except CatalogError:
        if exercises or key:  # what somebody named has to be there
            raise
        return []
    solutions = catalog.key or catalog.folder.parent / "solutions"
    return sorted(folder for folder in solutions.glob("*/rules") if folder.is_dir())
