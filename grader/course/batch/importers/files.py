"""A folder of files: `<id>.py`, one a learner."""

from __future__ import annotations

from collections.abc import Iterator

from grader.course.batch.handed_in import HandedIn, Unmatched
from grader.course.batch.source import Tree


def sniff(tree: Tree) -> float:
    """Any flat folder with Python files may be one; what has marks of its own goes first."""
    flat = [path for path in tree.paths if "/" not in path and path.endswith(".py")]
    return 0.3 * len(flat) / len(tree.paths) if flat else 0.0


def submissions(tree: Tree) -> Iterator[HandedIn | Unmatched]:
    """Take the name of each file for its learner's."""
    for path in tree.paths:
        if "/" in path:
            yield Unmatched(path=path, why="in a folder, where files were expected")
        elif not path.endswith(".py"):
            yield Unmatched(path=path, why="not a Python file")
        else:
            learner = path.removesuffix(".py")
            yield HandedIn(key=learner, path=path, name="", learners=({"id": learner},))
