"""Any layout a regular expression describes, with the named groups of nbgrader.

`student_id` is needed; `file_id`, `first_name`, `last_name`, `email` and `timestamp` are used when they
are there.  The expression is matched against the path inside the source, then against the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.course.batch.errors import PatternError
from grader.course.batch.handed_in import HandedIn, Unmatched, numbers
from grader.course.batch.source import Tree

_NAMES = ("student_id", "first_name", "last_name", "email")
_KNOWN = (*_NAMES, "file_id", "timestamp")


class Pattern:
    """An importer made from a regular expression.  Raises PatternError."""

    def __init__(self, pattern: str) -> None:
        try:
            self._pattern = re.compile(pattern)
        except re.error as error:
            raise PatternError(f"--pattern {pattern!r} is not a regular expression: {error}.") from None
        if "student_id" not in self._pattern.groupindex:
            raise PatternError(
                f"--pattern {pattern!r} does not name the learner.\n"
                "Put (?P<student_id>...) around what tells learners apart. "
                f"Groups that are used: {', '.join(_KNOWN)}."
            )

    def sniff(self, tree: Tree) -> float:
        """It is asked for by name, never guessed."""
        return 1.0 if tree.paths else 0.0

    def submissions(self, tree: Tree) -> Iterator[HandedIn | Unmatched]:
        """Take from each path what the groups say."""
        for path in tree.paths:
            base = path.rpartition("/")[2]
            found = self._pattern.match(path) or self._pattern.match(base)
            groups = found.groupdict() if found else {}
            if not groups.get("student_id"):
                yield Unmatched(path=path, why="--pattern does not match it")
                continue
            name = groups.get("file_id") or ""
            if name and base.endswith(".py"):
                name = name.removesuffix(".py") + ".py"
            yield HandedIn(
                key=groups["student_id"],
                path=path,
                name=name,
                order=numbers(groups.get("timestamp") or ""),
                learners=({key: groups[key] for key in _NAMES if groups.get(key)},),
            )
