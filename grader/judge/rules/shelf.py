"""Find the rules: those of the package, those of installed packages, those beside an exercise.

There is no list of rules.  In the package a rule is a module in one of the group folders; an installed
package offers a folder of rules by an entry point of the group `asyncio_grader.rules`; an exercise may
have a folder `rules` beside its hidden suite.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from importlib.machinery import FileFinder, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType

from grader.judge.rules.rule import NotARule, Rule, rule_of
from grader.model import RuleFault

ENTRY_POINTS = "asyncio_grader.rules"
_HERE = Path(__file__).parent


def own_rules() -> tuple[Rule, ...]:
    """Return the rules of the package, by group and name."""
    return _own()[0]


@cache
def _own() -> tuple[tuple[Rule, ...], tuple[RuleFault, ...]]:
    """Load the package's rules; one that cannot be loaded must not stop a grading."""
    rules: list[Rule] = []
    faults: list[RuleFault] = []
    for page in sorted(_HERE.glob("*/*.md")):
        group = page.parent.name
        try:
            module = importlib.import_module(f"{__package__}.{group}.{page.stem}")
            rules.append(rule_of(module, page, group.replace("_", "-")))
        except Exception as error:
            faults.append(RuleFault(rule=page.stem.replace("_", "-"), error=_said(error)))
    return tuple(rules), tuple(faults)


def own_pages() -> dict[str, Path]:
    """Return the pages of the package's rules by id; no rule is loaded for it."""
    return pages_in(*sorted(folder for folder in _HERE.iterdir() if folder.is_dir()))


def pages_in(*folders: Path) -> dict[str, Path]:
    """Return the pages that lie in some folders, by the ids of their rules."""
    found = (page for folder in folders for page in sorted(folder.glob("*.md")))
    return {page.stem.replace("_", "-"): page for page in found}


@cache
def installed_rules() -> tuple[tuple[Rule, ...], tuple[RuleFault, ...]]:
    """Return the rules that installed packages offer, and what is the matter with some of them."""
    rules: list[Rule] = []
    faults: list[RuleFault] = []
    if not _is_offered():
        return (), ()
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS):
        try:
            folder = Path(str(point.load().__file__)).parent
        except Exception as error:  # somebody else's package: it must not stop a grading
            faults.append(RuleFault(rule=point.name, error=f"{type(error).__name__}: {error}"))
            continue
        more, amiss = rules_in(folder, point.name)
        rules += more
        faults += amiss
    return tuple(rules), tuple(faults)


def _is_offered() -> bool:
    """Tell whether any package offers rules: to ask importlib takes ten times as long."""
    return any(
        ENTRY_POINTS in file.read_text(encoding="utf-8", errors="replace")
        for folder in dict.fromkeys(sys.path)
        for file in Path(folder or ".").glob("*-info/entry_points.txt")
    )


def rules_in(folder: Path, group: str) -> tuple[tuple[Rule, ...], tuple[RuleFault, ...]]:
    """Load the rules that lie in a folder; what is amiss with one costs only that one."""
    rules: list[Rule] = []
    faults: list[RuleFault] = []
    for page in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        try:
            rules.append(rule_of(_load(folder, page.stem, group), page, group))
        except Exception as error:
            faults.append(RuleFault(rule=page.stem.replace("_", "-"), error=_said(error)))
    return tuple(rules), tuple(faults)


def _load(folder: Path, name: str, group: str) -> ModuleType:
    """Load an instructor's module, leaving nothing beside the key and nothing in `sys.modules`."""
    spec = FileFinder(str(folder), (SourceFileLoader, [".py"])).find_spec(f"{group}.{name}")
    if spec is None or spec.loader is None:
        raise NotARule(f"{name}.md has no {name}.py beside it")
    module = module_from_spec(spec)
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = kept
    return module


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, NotARule) else f"{type(error).__name__}: {error}"


def all_rules(beside: Path | None = None) -> tuple[tuple[Rule, ...], tuple[RuleFault, ...]]:
    """Return every rule that applies.  beside: an exercise's key, which may hold rules of its own."""
    installed, faults = installed_rules()
    local, amiss = rules_in(beside / "rules", beside.name) if beside is not None else ((), ())
    own, broken = _own()
    by_id = {rule.id: rule for rule in (*own, *installed, *local)}  # the nearer one counts
    return tuple(by_id.values()), broken + faults + amiss
