"""A Canvas submissions zip: one flat folder of `name[_LATE]_user_attachment_file`.

The names are made by `get_filename` in Canvas's own lib/content_zipper.rb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.course.batch.handed_in import HandedIn, Unmatched, below, common_folder, share
from grader.course.batch.source import Tree

_FILE = re.compile(
    r"(?:.*/)?(?:"
    r"(?P<early>LATE_)?anon_(?P<anonymous>[A-Za-z0-9]+)"
    r"|(?P<name>[^_/](?:[^/])*?)(?:_(?P<late>LATE))?_(?P<user>\d+)"
    r")_(?P<attachment>\d+)_(?P<file>[^/]+)$"
)
_ONLINE = re.compile(r"(?:.*/)?(?:(?:LATE_)?anon_[A-Za-z0-9]+|[^_/][^/]*?_\d+)_(?:text|link|media)\.html?$")


def sniff(tree: Tree) -> float:
    """Most names have the user's and the attachment's numbers in their places."""
    if any("/" in rest for _, rest in below(tree, common_folder(tree))):
        return 0.0
    return 0.9 * max(share(tree.paths, _FILE), share(tree.paths, _ONLINE)) if tree.paths else 0.0


def submissions(tree: Tree) -> Iterator[HandedIn | Unmatched]:
    """Tell users apart by their numbers; a later attachment has a greater one."""
    for path in tree.paths:
        if _ONLINE.match(path):
            yield Unmatched(path=path, why="typed into Canvas or a link, not a file")
        elif (found := _FILE.match(path)) is None:
            yield Unmatched(path=path, why="not named as Canvas names submissions")
        else:
            user = found["user"] or found["anonymous"]
            learner = {"user_id": user, "attachment_id": found["attachment"], "name": found["name"] or ""}
            if found["anonymous"]:
                learner = {"anonymous_id": user, "attachment_id": found["attachment"]}
            yield HandedIn(
                key=user,
                path=path,
                name=found["file"],
                order=(int(found["attachment"]),),
                late=bool(found["late"] or found["early"]),
                learners=(learner,),
            )
