"""A Moodle "Download all submissions" zip, in its three layouts.

Folders `Full name_<participant>_assignsubmission_file` (with `_` at the end before Moodle 4.1), or flat
files of the same beginning.  Blind marking says "Participant" for the name, teams their group's.
The names are made by mod/assign/classes/downloader.php.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.course.batch.handed_in import HandedIn, Unmatched, share
from grader.course.batch.source import Tree

_PATH = re.compile(
    r"(?:[^/]+/)??(?P<who>[^/]*?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_?/|_)(?P<file>.+)$"
)


def sniff(tree: Tree) -> float:
    """Nobody else says `assignsubmission`."""
    return share(tree.paths, _PATH)


def submissions(tree: Tree) -> Iterator[HandedIn | Unmatched]:
    """Tell participants, or teams, apart by their numbers."""
    for path in tree.paths:
        if (found := _PATH.match(path)) is None:
            yield Unmatched(path=path, why="not named as Moodle names submissions")
        elif found["kind"] != "file":
            yield Unmatched(path=path, why="typed into Moodle, not a file")
        else:
            learner = {"participant": found["id"], "name": found["who"]}
            yield HandedIn(key=found["id"], path=path, name=found["file"], learners=(learner,))
