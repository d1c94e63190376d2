"""Clones of learners' repositories, as Classroom 50 and GitHub Classroom download them.

`<classroom>-<assignment>-<user>/` side by side, with `scores.csv` and `students.csv` (Classroom 50), or
in a folder `<assignment>-submissions` (GitHub Classroom).  A user name may have hyphens in it, so what
says it best is asked first: the repository's own `result.json`, the lists, what all folders begin with.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from grader.course.batch.handed_in import HandedIn, Unmatched, below, common_folder
from grader.course.batch.source import LIST_BYTES, Tree, Unreadable

_LISTS = ("scores.csv", "students.csv")
_MARKS = (".classroom50.yaml", "result.json")
_ENDING = "-submissions"


def sniff(tree: Tree) -> float:
    """The tools leave marks in the clones or around them."""
    root = common_folder(tree)
    paths = [rest for _, rest in below(tree, root)]
    if not any("/" in path for path in paths):
        return 0.0
    if any(path.partition("/")[2] in _MARKS for path in paths):
        return 0.9
    around = (root or tree.name).rstrip("/").rpartition("/")[2]
    return 0.8 if around.endswith(_ENDING) else 0.0


def submissions(tree: Tree) -> Iterator[HandedIn | Unmatched]:
    """Tell learners apart by their repositories' names."""
    root = common_folder(tree)
    rows = _rows(tree, root)
    folders = sorted({rest.partition("/")[0] for _, rest in below(tree, root) if "/" in rest})
    users = {folder: _user(tree, root, folder, folders, rows) for folder in folders}
    for path, rest in below(tree, root):
        folder, _, name = rest.partition("/")
        if name:
            row = rows.get(users[folder], {})
            learner = {"repository": folder, "username": users[folder]}
            learner |= {key: row[key] for key in ("first_name", "last_name", "email") if row.get(key)}
            late = row.get("late", "").strip().lower() in {"true", "yes", "1"}
            yield HandedIn(key=folder, path=path, name=name, late=late, learners=(learner,))
        elif rest not in (*_LISTS, "results.json", "scores.json"):
            yield Unmatched(path=path, why="beside the repositories, in none of them")


def _rows(tree: Tree, root: str) -> dict[str, Mapping[str, str]]:
    """Return what the lists say of each user; what stands in `scores.csv` counts more."""
    rows: dict[str, Mapping[str, str]] = {}
    for name in reversed(_LISTS):
        text = _text(tree, root + name)
        for row in csv.DictReader(io.StringIO(text)):
            if user := row.get("username"):
                known = {key: value for key, value in row.items() if key and isinstance(value, str)}
                rows[user] = {**rows.get(user, {}), **{key: v for key, v in known.items() if v}}
    return rows


def _user(
    tree: Tree, root: str, folder: str, folders: list[str], rows: Mapping[str, Mapping[str, str]]
) -> str:
    try:
        owner = json.loads(_text(tree, f"{root}{folder}/result.json") or "{}").get("owner")
    except (ValueError, AttributeError, RecursionError):
        owner = None  # a learner may write into the repository: a hint, checked below
    if isinstance(owner, str) and owner and folder.endswith(f"-{owner}"):
        return owner
    listed = [user for user in rows if folder.endswith(f"-{user}")]
    if listed:
        return max(listed, key=len)
    around = (root or tree.name).rstrip("/").rpartition("/")[2]
    if around.endswith(_ENDING) and folder.startswith(around.removesuffix(_ENDING) + "-"):
        return folder[len(around) - len(_ENDING) + 1 :]
    prefix = _common_start(folders).rpartition("-")[0] if len(folders) > 1 else ""
    return folder[len(prefix) + 1 :] if prefix else folder


def _common_start(names: list[str]) -> str:
    first, last = min(names), max(names)
    return next((first[:at] for at, one in enumerate(first) if last[at : at + 1] != one), first)


def _text(tree: Tree, path: str) -> str:
    try:
        return tree.read(path, LIST_BYTES).decode("utf-8-sig", "replace")
    except Unreadable:
        return ""
