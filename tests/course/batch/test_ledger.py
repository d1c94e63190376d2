from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course.batch.errors import LedgerError
from grader.course.batch.handed_in import Unmatched
from grader.course.batch.intake import Answer
from grader.course.batch.ledger import LEASE, Ledger, opaque_id
from grader.course.batch.task import TRIES, Graded


def answer(key: str) -> Answer:
    return Answer(key=key, path=f"{key}.py", sha256="0" * 64, learners=({"name": f"Name of {key}"},))


def graded(id_: str, outcome: str = "passed") -> Graded:
    return Graded(
        id=id_, report=b"report", page=b"page", digest="{}", outcome=outcome, score=3, max_score=10, level="full",
        wall_seconds=0.1, cpu_seconds=0.1,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.begin(
            {"exercise": "exercise-02"}, [answer("ann"), Unmatched(path="x", why="y"), answer("bob")]
        )
        yield ledger


def test_a_submission_goes_from_waiting_to_graded(ledger: Ledger) -> None:
    first, second = ledger.claim(5, now=0.0)
    assert (first.key, second.key) == ("ann", "bob")
    assert ledger.claim(5, now=0.0) == []
    ledger.record([graded(first.id)])
    ledger.release([first.id, second.id])
    assert ledger.counts() == {"graded": 1, "waiting": 1}
    assert ledger.report(first.id) == b"report"
    assert ledger.unmatched() == [Unmatched(path="x", why="y")]


def test_three_lost_tries_leave_it_to_a_person(ledger: Ledger) -> None:
    for _ in range(TRIES):
        (entry,) = ledger.claim(1, now=0.0)
        ledger.lost(entry.id, "the worker ended")
    assert ledger.counts() == {"person": 1, "waiting": 1}
    assert ledger.claim(5, now=0.0)[0].key == "bob"


def test_a_fault_of_ours_is_tried_again_and_then_left_to_a_person(ledger: Ledger) -> None:
    for _ in range(TRIES):
        (entry,) = ledger.claim(1, now=0.0)
        ledger.record([graded(entry.id, "fault")])
    assert ledger.counts() == {"person": 1, "waiting": 1}


def test_a_killed_batch_costs_no_try(ledger: Ledger) -> None:
    for _ in range(10):
        ledger.claim(2, now=0.0)
        ledger.release_all()
    assert [entry.tries for entry in ledger.claim(2, now=0.0)] == [0, 0]


def test_a_lease_ends(ledger: Ledger) -> None:
    (entry,) = ledger.claim(1, now=100.0)
    assert ledger.expired(100.0 + LEASE) == set()
    assert ledger.expired(101.0 + LEASE) == {entry.id}


def test_regrading_returns_what_was_asked_for(ledger: Ledger) -> None:
    first, second = ledger.claim(2, now=0.0)
    ledger.record([graded(first.id, "failed"), graded(second.id)])
    assert ledger.regrade("faults", {}) == 0
    assert ledger.regrade("failed", {}) == 1
    assert [entry.key for entry in ledger.claim(5, now=0.0)] == ["ann"]
    assert ledger.regrade("all", {"bundle": "new"}) == 2
    assert ledger.about()["bundle"] == "new"


def test_a_batch_is_begun_whole_or_not_at_all(tmp_path: Path) -> None:
    def found() -> Iterator[Answer]:
        yield answer("ann")
        raise KeyboardInterrupt

    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.begin({"exercise": "x"}, found())
        assert ledger.about() == {}
        assert ledger.counts() == {}


def test_ids_are_stable_in_a_folder_and_tell_nothing_outside_of_it() -> None:
    assert opaque_id(b"salt", "ann") == opaque_id(b"salt", "ann") != opaque_id(b"other", "ann")
    assert len({opaque_id(b"salt", str(number)) for number in range(1000)}) == 1000
    assert opaque_id(b"salt", "=cmd").isalnum()


def test_a_ledger_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version=7")
    other.close()
    with pytest.raises(LedgerError, match="version 7; this grader knows 1"):
        Ledger(path)
    (tmp_path / "text").write_text("no database" * 1000)
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger(tmp_path / "text")
