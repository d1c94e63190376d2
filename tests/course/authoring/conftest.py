"""A small exercise that is proved, to plant faults in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.course.authoring.bench import Fault
from grader.course.authoring.new import make
from grader.course.authoring.trials import Plan
from grader.course.authoring.verify import Verification, verify
from grader.course.workers import Workers
from grader.model import Exercise

KEPT = {"two-steps", "await-in-loop", "missing-return", "except-hides-error"}
"""The answers of the template that are enough for its three checks."""


@dataclass(frozen=True)
class Planted:
    """An exercise on the disk, and a way to prove it."""

    catalog: Catalog
    folder: Path
    key: Path
    verify: Callable[..., Verification]

    def refused(self, repeats: int = 1) -> list[Fault]:
        """Prove it, each answer graded once; return why it is refused."""
        return [fault for fault in self.verify(repeats).faults if not fault.warning]

    def edit(self, path: Path, *changes: tuple[str, str]) -> None:
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    @property
    def exercise(self) -> Exercise:
        return self.catalog.load(self.folder)

    @property
    def suite(self) -> Path:
        return self.key / "test_hidden.py"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


@pytest.fixture
def planted(tmp_path: Path, workers: Workers) -> Planted:
    (tmp_path / "exercises").mkdir()
    catalog = Catalog(folder=tmp_path / "exercises")
    made = make(catalog, "exercise-21")
    for answer in (*made.key.glob("right/*.py"), *made.key.glob("mutants/*.py")):
        if answer.stem not in KEPT:
            answer.unlink()

    def prove(repeats: int = 1) -> Verification:
        (verification,) = verify(catalog, [made.folder], workers, Plan(repeats=repeats, schedules=0))
        return verification

    return Planted(catalog=catalog, folder=made.folder, key=made.key, verify=prove)
