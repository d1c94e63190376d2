"""A folder of one folder per learner."""

from __future__ import annotations

from collections.abc import Iterator

from grader.course.batch.handed_in import HandedIn, Unmatched, below, common_folder
from grader.course.batch.source import Tree


def sniff(tree: Tree) -> float:
    """Any folder of folders with Python files may be one; what has marks of its own goes first."""
    root = common_folder(tree)
    inside = [path for path, rest in below(tree, root) if "/" in rest]
    return 0.3 * len(inside) / len(tree.paths) if any(path.endswith(".py") for path in inside) else 0.0


def submissions(tree: Tree) -> Iterator[HandedIn | Unmatched]:
    """Take the name of each folder for its learner's."""
    for path, rest in below(tree, common_folder(tree)):
        learner, _, name = rest.partition("/")
        if name:
            yield HandedIn(key=learner, path=path, name=name, learners=({"id": learner},))
        else:
            yield Unmatched(path=path, why="beside the learners' folders, in none of them")
