"""What an importer tells of a source: who handed in which file, and what it cannot place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from grader.course.batch.source import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """One file of one learner, or of one team.

    key: who, as the platform tells its learners apart; stable from export to export.  path: the member
    of the source.  name: the file as its author called it, folders included.  order: which attempt, a
    later one is greater.  learners: the platform's ids and names, one mapping per member of a team; they
    go into the ledger, for the gradebook, and nowhere else.
    """

    key: str
    path: str
    name: str
    order: tuple[int, ...] = ()
    late: bool = False
    learners: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """Something in the source that is not graded, and why."""

    path: str
    why: str


class Importer(Protocol):
    """One layout of submissions.  A module with these two functions is one; so is an object."""

    def sniff(self, tree: Tree) -> float:
        """Say how likely the tree has this layout, 0 to 1; at least 0.5 when its own marks are there."""

    def submissions(self, tree: Tree) -> Iterator[HandedIn | Unmatched]:
        """Tell every file of the tree: whose it is, or why it is nobody's."""


def share(paths: tuple[str, ...], pattern: re.Pattern[str]) -> float:
    """Return which share of the paths a pattern matches."""
    return sum(1 for path in paths if pattern.match(path)) / len(paths) if paths else 0.0


def common_folder(tree: Tree) -> str:
    """Return the folder, with its `/`, that archives like to put around everything; mostly none.

    A folder around folders is one; a folder with files in it may be a learner's.
    """
    root = ""
    while tree.paths:
        first, slash, rest = tree.paths[0][len(root) :].partition("/")
        folder = f"{root}{first}/"
        if not slash or "/" not in rest or not all(path.startswith(folder) for path in tree.paths):
            break
        if any("/" not in path[len(folder) :] and path.endswith(".py") for path in tree.paths):
            break
        root = folder
    return root


def below(tree: Tree, root: str) -> Iterator[tuple[str, str]]:
    """Yield every path with what of it lies below the root; all paths lie there."""
    for path in tree.paths:
        yield path, path[len(root) :]


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in a text, so that times written year first can be compared."""
    return tuple(int(part) for part in re.findall(r"\d{1,18}", text))
