"""Find importers: those of the package, and those installed packages offer; choose the one that fits.

There is no list.  In the package an importer is a module of this folder with `sniff` and `submissions`;
an installed package offers one by an entry point of the group `asyncio_grader.importers`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from grader.course.batch.errors import ImporterError
from grader.course.batch.handed_in import Importer
from grader.course.batch.source import Tree

ENTRY_POINTS = "asyncio_grader.importers"
_HERE = Path(__file__).parent
_NO_LAYOUT = frozenset({"__init__", "shelf", "pattern"})
_SURE = 0.05  # two that come closer than this are told apart by the instructor


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The importer to use, and what is the matter with others."""

    name: str
    importer: Importer
    faults: tuple[str, ...] = ()


def names() -> list[str]:
    """Return the names of all importers; none is loaded for it."""
    own = sorted(path.stem for path in _HERE.glob("*.py") if path.stem not in _NO_LAYOUT)
    return own + sorted(set(_offered()) - set(own))


def origin(name: str) -> str:
    """Say who an importer comes from: "built in", or the name of a package."""
    if (_HERE / f"{name}.py").is_file():
        return "built in"
    point = _offered()[name]
    return point.dist.name if point.dist is not None else point.value


def load(name: str) -> Importer:
    """Load the importer of that name.  Raises ImporterError."""
    if name not in names():
        raise ImporterError(f"There is no importer called “{name}”. Known: {', '.join(names())}.")
    point = _offered().get(name)
    try:
        if (_HERE / f"{name}.py").is_file():
            found = importlib.import_module(f"{__package__}.{name}")
        else:
            assert point is not None
            found = point.load()
    except Exception as error:  # somebody else's package
        raise ImporterError(_broken(name, point, f"{type(error).__name__}: {error}")) from error
    if not (callable(getattr(found, "sniff", None)) and callable(getattr(found, "submissions", None))):
        raise ImporterError(_broken(name, point, "it has no functions sniff(tree) and submissions(tree)"))
    return found


def detect(tree: Tree, among: Iterable[str] | None = None) -> Chosen:
    """Choose the importer whose layout the tree has.  Raises ImporterError."""
    faults: list[str] = []
    likely: list[tuple[float, str, Importer]] = []
    for name in names() if among is None else among:
        try:
            importer = load(name)
            likely.append((_likelihood(importer, tree, name), name, importer))
        except ImporterError as error:  # a broken plug-in must not stop those that work
            faults.append(str(error))
    likely.sort(key=lambda one: one[0], reverse=True)
    if not likely or likely[0][0] <= 0:
        raise ImporterError(_nothing_fits(tree))
    if len(likely) > 1 and likely[0][0] - likely[1][0] < _SURE:
        either = f"--from {likely[0][1]} or --from {likely[1][1]}"
        raise ImporterError(f"The source may have two layouts. Please say which it has: {either}.")
    return Chosen(name=likely[0][1], importer=likely[0][2], faults=tuple(faults))


def _likelihood(importer: Importer, tree: Tree, name: str) -> float:
    try:
        return float(importer.sniff(tree))
    except Exception as error:
        why = f"sniff raised {type(error).__name__}: {error}"
        raise ImporterError(_broken(name, _offered().get(name), why)) from error


def _offered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}


def _broken(name: str, point: EntryPoint | None, why: str) -> str:
    package = f" of the package {point.dist.name}" if point is not None and point.dist is not None else ""
    return f"The importer “{name}”{package} cannot be used: {why}."


def _nothing_fits(tree: Tree) -> str:
    if not tree.paths:
        refused = "; ".join(f"{one.path}: {one.why}" for one in tree.refused[:5])
        return (
            "The source holds no file that can be read"
            + (f": {refused}.\n" if refused else ".\n")
            + "Name the folder that holds the answers, or the zip as the platform gave it."
        )
    shown = ", ".join(tree.paths[:5])
    return (
        f"No importer knows the layout of this source. It holds: {shown}.\n"
        f"Say which it has, --from {'|'.join(names())}, or describe its names: --pattern REGEX."
    )
