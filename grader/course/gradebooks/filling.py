"""Put matched scores into the cells of a file: what stands there stays, unless it may be overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.course.gradebooks.gradebook import Filled, Remark, Score, Wanted
from grader.course.gradebooks.matching import Matches, Row
from grader.course.gradebooks.points import number
from grader.course.gradebooks.sheet import Cell
from grader.course.spreadsheet import harmless_cell


@dataclass(slots=True, kw_only=True)
class Filling:
    """What is being filled in.

    write: makes the file with changes.  grades: the cell of each row, by its number; comments: the same.
    value: what to write for a score in a row.  locked: rows that the platform takes no grade for.
    """

    write: Callable[[Mapping[Cell, str]], bytes]
    column: str
    wanted: Wanted
    grades: Mapping[int, Cell]
    value: Callable[[Score, Row], str]
    comments: Mapping[int, Cell] = field(default_factory=dict)
    locked: frozenset[int] = frozenset()
    changes: dict[Cell, str] = field(default_factory=dict)
    kept: list[Remark] = field(default_factory=list)
    unscored: list[Remark] = field(default_factory=list)
    filled: int = 0
    same: int = 0

    def fill(self, matches: Matches) -> Filled:
        """Fill in every score that has its row."""
        for score, row in matches.pairs:
            if score.points is None:
                self.unscored.append(Remark(who=f"{row} [{score.id}]", why=score.why))
            else:
                self._one(score, row)
        return Filled(
            data=self.write(self.changes),
            column=self.column,
            filled=self.filled,
            same=self.same,
            placed=tuple(score for score, _ in matches.pairs),
            kept=tuple(self.kept),
            rows=tuple(matches.rows),
            unmatched=tuple(matches.unmatched),
            ambiguous=tuple(matches.ambiguous),
            unscored=tuple(self.unscored),
        )

    def _one(self, score: Score, row: Row) -> None:
        cell, value = self.grades[row.number], self.value(score, row)
        there = cell.value.strip()
        locked = row.number in self.locked
        if (locked or there) and not self.wanted.overwrite:
            if there and number(there) == number(value):
                self.same += 1
            else:
                said = f"is locked, has {there or 'nothing'}" if locked else f"has {there}"
                self.kept.append(Remark(who=str(row), why=f"{said}; the batch says {value}"))
            return
        if there != value:
            self.changes[cell] = value
            self.filled += 1
        else:
            self.same += 1
        comment = self.comments.get(row.number)
        if comment is not None and score.comment and (self.wanted.overwrite or not comment.value.strip()):
            self.changes[comment] = harmless_cell(score.comment)
