"""What a batch came to: scores with their learners, and the reports that go back to them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.course.batch.digest import read_digest
from grader.course.batch.errors import BatchMistake
from grader.course.batch.folder import LEDGER
from grader.course.batch.learner_page import learner_page, learner_text
from grader.course.batch.ledger import Entry, Ledger
from grader.course.gradebooks.gradebook import GradebookError, Score
from grader.model import Report
from grader.report.encoding import from_json

_JUDGED = ("passed", "failed", "ungradable")


@dataclass(frozen=True, slots=True)
class GradedBatch:
    """A batch that is only read."""

    ledger: Ledger

    @property
    def names(self) -> tuple[str, ...]:
        """What the exercise is called."""
        about = self.ledger.about()
        return tuple(about[name] for name in ("exercise", "title") if about.get(name))

    def scores(self) -> list[Score]:
        """Return a score for each learner; the members of a team have the same."""
        return [score for entry in self.ledger.entries() for score in _scores(entry)]

    def paths(self) -> dict[str, str]:
        """Return where each submission stood in the source, by its id."""
        return {entry.id: entry.path for entry in self.ledger.entries()}

    def page(self, id_: str, *, text: bool) -> bytes:
        """Draw the report of a submission as its learner may read it."""
        report = self._report(id_)
        return learner_text(report) if text else learner_page(report)

    def _report(self, id_: str) -> Report:
        data = self.ledger.report(id_)
        assert data is not None  # it has been judged
        return from_json(zlib.decompress(data).decode())


@contextmanager
def graded_batch(folder: Path) -> Iterator[GradedBatch]:
    """Open the folder of a batch.  Raises GradebookError when it is none."""
    if not (folder / LEDGER).is_file():
        raise GradebookError(
            f"{folder} holds no {LEDGER}, so it is not the folder of a batch.\n"
            "Name the DIR of `grade batch ... --output DIR`."
        )
    try:
        ledger = Ledger(folder / LEDGER)
    except BatchMistake as error:
        raise GradebookError(str(error)) from error
    with ledger:
        if "exercise" not in ledger.about():
            raise GradebookError(f"{folder}: nothing has been graded there yet. Run `grade batch` again.")
        yield GradedBatch(ledger)


def _scores(entry: Entry) -> Iterator[Score]:
    judged = entry.state == "graded" and entry.outcome in _JUDGED
    for learner in entry.learners or ({"id": entry.key},):
        yield Score(
            id=entry.id,
            learner=learner,
            points=entry.score if judged else None,
            max_points=entry.max_score or 0,
            late=entry.late,
            comment=_comment(entry) if judged else "",
            why="" if judged else _why(entry),
        )


def _comment(entry: Entry) -> str:
    """Say in our own words what a score is made of; nothing of the answer, and no check's name."""
    points = f"Graded automatically: {entry.score} of {entry.max_score} points"
    if entry.outcome == "ungradable" or not entry.digest:
        return f"{points}; the file cannot be run."
    checks = read_digest(entry.digest).checks.values()
    return f"{points}, {sum(one == 'passed' for one in checks)} of {len(checks)} checks passed."


def _why(entry: Entry) -> str:
    if entry.state == "person":
        return f"left to a person: {entry.why}" if entry.why else "left to a person"
    return "not graded yet: run the same `grade batch` again"
