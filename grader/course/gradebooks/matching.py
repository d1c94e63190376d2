"""Find the row of each submission: by the platform's ids, by names only when asked, never by a guess.

Whatever points at two rows, and every row that two submissions point at, is left to the instructor.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.course.gradebooks.gradebook import Remark, Score

_NAMES = ("name", "first_name", "last_name")
Levels = Sequence[tuple[str, Sequence[str]]]
"""What ids a row has, the surest first, and under which names importers tell each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One learner's row.  number: as a spreadsheet counts.  ids: by what they are called here."""

    number: int
    ids: Mapping[str, str]
    name: str = ""

    def __str__(self) -> str:
        ids = ", ".join(value for value in self.ids.values() if value)
        return f"row {self.number}: {self.name} ({ids})" if self.name else f"row {self.number}: {ids}"


@dataclass(slots=True, kw_only=True)
class Matches:
    """pairs: the scores with their rows, and what goes with neither."""

    pairs: list[tuple[Score, Row]] = field(default_factory=list)
    unmatched: list[Remark] = field(default_factory=list)
    ambiguous: list[Remark] = field(default_factory=list)
    rows: list[Remark] = field(default_factory=list)


def match(rows: Sequence[Row], scores: Iterable[Score], levels: Levels, *, by_name: bool) -> Matches:
    """Put scores and rows together."""
    by_id, by_names = _by_id(rows), _by_names(rows) if by_name else {}
    matches, touched = Matches(), set()
    claims: dict[int, list[Score]] = defaultdict(list)
    scores = list(scores)
    namesakes = _namesakes(scores) if by_name else set()
    for score in scores:
        found = _found(score, levels, by_id)
        if not found and not namesakes.intersection(names_of(score.learner)):
            found = {number for name in names_of(score.learner) for number in by_names.get(name, ())}
        if len(found) == 1:
            claims[next(iter(found))].append(score)
        elif found:
            matches.ambiguous.append(Remark(who=who(score), why=f"may be {_listed(rows, found)}"))
            touched |= found
        else:
            matches.unmatched.append(Remark(who=who(score), why="has no row in the exported file"))
    for at, claimed in claims.items():
        if len(claimed) == 1 and at not in touched:
            matches.pairs.append((claimed[0], rows[at]))
        else:
            why = f"is not the only one that may be of {rows[at]}"
            matches.ambiguous += [Remark(who=who(score), why=why) for score in claimed]
    matches.rows = [
        Remark(who=str(row), why="no submission")
        for at, row in enumerate(rows)
        if at not in claims and at not in touched
    ]
    return matches


def who(score: Score) -> str:
    """Name the learner of a submission to the instructor."""
    called = {name: value for name, value in score.learner.items() if value}
    names = " ".join(called.pop(name) for name in _NAMES if name in called)
    ids = ", ".join(dict.fromkeys(called.values()))
    return f"{names} ({ids}) [{score.id}]" if names and ids else f"{names or ids or 'somebody'} [{score.id}]"


def names_of(learner: Mapping[str, str]) -> set[str]:
    """Return what a learner is called, in forms that can be compared."""
    both = (learner.get("first_name", ""), learner.get("last_name", ""))
    return forms(learner.get("name", "")) | (forms(" ".join(both)) if all(both) else set())


def forms(name: str) -> set[str]:
    """Return the name without its marks as it stands, and with its words in order of the alphabet."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).replace("_", " ").casefold())
    return {"".join(words), " ".join(sorted(words))} if words else set()


def _found(score: Score, levels: Levels, by_id: Mapping[tuple[str, str], list[int]]) -> set[int]:
    """Return all rows that an id of the learner's points at: two that differ must not be overlooked."""
    return {
        at
        for kind, names in levels
        for name in names
        if (value := _plain(score.learner.get(name, "")))
        for at in by_id.get((kind, value), ())
    }


def _by_id(rows: Sequence[Row]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for kind, value in row.ids.items():
            if plain := _plain(value):
                found[kind, plain].append(at)
    return found


def _by_names(rows: Sequence[Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for name in forms(row.name):
            found[name].append(at)
    return found


def _namesakes(scores: Sequence[Score]) -> set[str]:
    """Return the names that several submissions have."""
    seen: dict[str, int] = defaultdict(int)
    for score in scores:
        for name in names_of(score.learner):
            seen[name] += 1
    return {name for name, count in seen.items() if count > 1}


def _plain(value: str) -> str:
    return value.strip().casefold()


def _listed(rows: Sequence[Row], found: set[int]) -> str:
    return " or ".join(str(rows[at]) for at in sorted(found)[:4])
