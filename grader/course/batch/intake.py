"""Settle who handed in what: the latest attempt of the right file of each learner, all else listed."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.course.batch.handed_in import HandedIn, Importer, Unmatched
from grader.course.batch.source import Tree, Unreadable
from grader.model import Exercise

_AGAIN = r"(?:-(\d{1,6})| ?\((\d{1,6})\))\.py"  # what Canvas and browsers add to a name they have had before
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The one file of a learner that is graded.  attempt: how many there were up to it."""

    key: str
    path: str
    sha256: str
    attempt: int = 1
    late: bool = False
    beside: tuple[str, ...] = ()
    learners: tuple[Mapping[str, str], ...] = ()


def intake(tree: Tree, importer: Importer, exercise: Exercise) -> Iterator[Answer | Unmatched]:
    """Yield every learner's answer in the order of their keys, and everything that is not graded."""
    for refused in tree.refused:
        yield Unmatched(path=refused.path, why=refused.why)
    by_key: dict[str, list[HandedIn]] = defaultdict(list)
    for found in importer.submissions(tree):
        if isinstance(found, Unmatched):
            yield found
        else:
            by_key[found.key].append(found)
    for key in sorted(by_key):
        yield from _of_one(tree, by_key[key], exercise)


def _of_one(tree: Tree, files: Sequence[HandedIn], exercise: Exercise) -> Iterator[Answer | Unmatched]:
    """Yield one learner's answer, or why there is none, and what a later attempt has replaced."""
    named = [_named(file, exercise.file) for file in files]
    python = [file for file in named if file.name.endswith(".py")]
    fitting = _fitting(python, exercise)
    if isinstance(fitting, str):
        yield Unmatched(path=files[0].path, why=fitting or _no_python(named))
        return
    *earlier, last = sorted(fitting, key=lambda file: (file.order, file.path))
    for file in earlier:
        yield Unmatched(path=file.path, why="an earlier attempt; a later one is graded")
    try:
        data = tree.read(last.path)
    except Unreadable as error:
        yield Unmatched(path=last.path, why=str(error))
        return
    others = {_base(file.name) for file in python if file not in fitting}
    yield Answer(
        key=last.key,
        path=last.path,
        sha256=hashlib.sha256(data).hexdigest(),
        attempt=_attempt(fitting, last),
        late=last.late,
        beside=tuple(sorted(others)),
        learners=last.learners,
    )


def _named(file: HandedIn, wanted: str) -> HandedIn:
    """Give a file the exercise's name where a platform or a browser has only counted it up."""
    name = file.name or (wanted if file.path.endswith(".py") else _base(file.path))
    if found := re.fullmatch(re.escape(wanted.removesuffix(".py")) + _AGAIN, _base(name)):
        folder = name[: len(name) - len(_base(name))]
        return replace(file, name=folder + wanted, order=(*file.order, int(found[1] or found[2])))
    return replace(file, name=name, order=(*file.order, 0))


def _fitting(python: Sequence[HandedIn], exercise: Exercise) -> list[HandedIn] | str:
    """Return the attempts at the file that is graded, or why none can be told from the others."""
    wanted = [file for file in python if _base(file.name) == exercise.file]
    inside = [file for file in wanted if file.name.endswith(f"{exercise.slug}/{exercise.file}")]
    candidates = inside or wanted or list(python)
    if not candidates:
        return ""
    depth = min(file.name.count("/") for file in candidates)
    nearest = [file for file in candidates if file.name.count("/") == depth]
    names = sorted({file.name for file in nearest})
    if len(names) == 1 and (wanted or len({file.name for file in candidates}) == 1):
        return [file for file in nearest if file.name == names[0]]
    all_names = sorted({file.name for file in candidates})
    return (
        f"several Python files and none called {exercise.file}: {_some(all_names)}"
        if not wanted
        else (f"several files called {exercise.file}: {_some(all_names)}")
    )


def _attempt(fitting: Sequence[HandedIn], last: HandedIn) -> int:
    return max(len(fitting), last.order[-1] + 1)


def _no_python(files: Sequence[HandedIn]) -> str:
    return f"no Python file among {_some(sorted({_base(file.name) for file in files}))}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _base(name: str) -> str:
    return name.rpartition("/")[2]
