"""The window of futures, with executors that answer, fail and lose what they were given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from grader.course.batch.bundle import Bundle
from grader.course.batch.engine import AHEAD, Engine
from grader.course.batch.errors import EngineStopped
from grader.course.batch.executors import Pool
from grader.course.batch.ledger import Entry, Ledger
from grader.course.batch.source import Unreadable
from grader.course.batch.task import Graded, Lost, Task, WrongGrader
from grader.run.sandbox import IsolationMissing
from tests.course.batch.test_ledger import answer, graded

BUNDLE = Bundle(slug="exercise-02", sha256="0", data=b"")


class Scripted(Executor):
    """Does each task at once, as the script says: an exception is raised, None is an answer."""

    def __init__(self, script: Callable[[Task], BaseException | None]) -> None:
        self.script, self.seen = script, list[str]()
        self.most = self.open = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        task = args[0]
        self.seen.append(task.id)
        self.open += 1
        self.most = max(self.most, self.open)
        future: Future[Any] = Future()
        error = self.script(task)
        if error is None:
            future.set_result(graded(task.id))
        else:
            future.set_exception(error)
        return future


class Said:
    def __init__(self) -> None:
        self.done: list[str] = []
        self.losses: list[tuple[str, str]] = []

    def graded(self, done: Sequence[Graded]) -> None:
        self.done += [one.id for one in done]

    def lost(self, id_: str, why: str, state: str) -> None:
        self.losses.append((why, state))


def task_of(entry: Entry) -> Task:
    return Task(id=entry.id, data=b"", file="exercise.py", beside=(), bundle=BUNDLE)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.begin({}, [answer(f"learner-{number:02}") for number in range(20)])
        yield ledger


def engine(ledger: Ledger, executor: Executor, **more: Any) -> tuple[Engine, Said]:
    said = Said()
    settings: dict[str, Any] = {
        "task_of": task_of,
        "keep": lambda _done: None,
        "stopping": lambda: False,
        "pool": Pool(executor, 2),
    }
    return Engine(ledger=ledger, progress=said, **{**settings, **more}), said


def test_everything_is_graded_once_with_a_few_futures_at_a_time(ledger: Ledger) -> None:
    executor = Scripted(lambda _task: None)
    grading, said = engine(ledger, executor)
    assert grading.run() is True
    assert ledger.counts() == {"graded": 20}
    assert len(said.done) == len(set(executor.seen)) == len(executor.seen) == 20


def test_never_more_futures_than_the_window(ledger: Ledger) -> None:
    held: list[Future[Any]] = []

    class Holding(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            held.append(future)
            if len(held) == 2 * AHEAD:  # only now anything comes back
                for one in held:
                    one.set_exception(Lost("gone"))
                held.clear()
            return future

    stop = iter([False, False, True])
    grading, _ = engine(ledger, Holding(), stopping=lambda: next(stop))
    grading.run()
    assert len(held) <= 2 * AHEAD


@pytest.mark.parametrize("error", [Lost("the worker ended"), CancelledError(), MemoryError("poison")])
def test_a_poison_submission_is_left_to_a_person_and_costs_nobody_else(
    ledger: Ledger, error: BaseException
) -> None:
    poison = next(iter(ledger.entries())).id
    executor = Scripted(lambda task: error if task.id == poison else None)
    grading, said = engine(ledger, executor)
    grading.run()
    assert ledger.counts() == {"graded": 19, "person": 1}
    assert executor.seen.count(poison) == 3
    assert [state for _, state in said.losses] == ["waiting", "waiting", "person"]


def test_missing_isolation_ends_it_and_costs_no_try(ledger: Ledger) -> None:
    grading, _ = engine(ledger, Scripted(lambda _task: IsolationMissing("not to be had")))
    with pytest.raises(IsolationMissing, match="not to be had"):
        grading.run()
    assert ledger.counts() == {"waiting": 20}
    assert {entry.tries for entry in ledger.entries()} == {0}


def test_an_executor_that_takes_no_more_work_ends_it_with_what_is_done(ledger: Ledger) -> None:
    class Broken(Scripted):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            if len(self.seen) == 10:
                raise RuntimeError("the scheduler is gone")
            return super().submit(fn, *args, **kwargs)

    grading, _ = engine(ledger, Broken(lambda _task: None))
    with pytest.raises(EngineStopped, match="the scheduler is gone"):
        grading.run()
    assert ledger.counts() == {"graded": 10, "waiting": 10}


def test_stopped_it_keeps_what_came_back_and_returns_the_rest(ledger: Ledger) -> None:
    class Never(Scripted):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            return super().submit(fn, *args) if len(self.seen) < 3 else Future()

    asked = iter([False, True])
    grading, _ = engine(ledger, Never(lambda _task: None), stopping=lambda: next(asked))
    assert grading.run() is False
    assert ledger.counts() == {"graded": 3, "waiting": 17}


def test_a_claim_nobody_answers_for_is_tried_again_after_its_lease(ledger: Ledger) -> None:
    times = iter(range(0, 10**9, 10_000))
    silent = next(iter(ledger.entries())).id

    class Silent(Scripted):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            if args[0].id == silent and self.seen.count(silent) == 0:
                self.seen.append(silent)
                return Future()
            return super().submit(fn, *args)

    executor = Silent(lambda _task: None)
    grading, said = engine(ledger, executor, now=lambda: float(next(times)))
    grading.run()
    assert ledger.counts() == {"graded": 20}
    assert ("TimeoutError: no answer before the lease ended", "waiting") in said.losses


def test_a_file_that_can_no_longer_be_read_is_left_to_a_person(ledger: Ledger) -> None:
    def unreadable(entry: Entry) -> Task:
        if entry.key == "learner-07":
            raise Unreadable("damaged in the archive")
        return task_of(entry)

    grading, _ = engine(ledger, Scripted(lambda _task: None), task_of=unreadable)
    grading.run()
    assert ledger.counts() == {"graded": 19, "person": 1}


class Changing(Pool):
    """A pool whose workers come and go."""

    def slots(self) -> int:
        return self.width


def test_the_window_follows_the_workers_that_come_and_go(ledger: Ledger) -> None:
    seen: list[int] = []

    class Holding(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            seen.append(pool.width)
            return Future()

    pool = Changing(Holding(), 0)

    def stopping() -> bool:
        pool.width += 1
        return pool.width > 3

    grading, _ = engine(ledger, pool.executor, stopping=stopping, pool=pool)
    assert grading.run() is False
    assert [seen.count(width) for width in (1, 2, 3)] == [AHEAD, AHEAD, AHEAD]


def test_no_lease_ends_while_nobody_is_there_to_work(ledger: Ledger) -> None:
    times = iter(range(0, 10**9, 10_000))
    futures: list[Future[Any]] = []

    class Empty(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            futures.append(Future())
            return futures[-1]

    stop = iter([False, False, True])
    pool = Pool(Empty(), 0)
    grading, said = engine(
        ledger, pool.executor, pool=pool, now=lambda: float(next(times)), stopping=lambda: next(stop)
    )
    grading.run()
    assert said.losses == []
    assert {entry.tries for entry in ledger.entries()} == {0}


class Interrupted(Pool):
    """A pool that loses contact once, with all that it was given."""

    def interrupted(self) -> bool:
        return True


def test_what_is_lost_with_the_contact_to_an_engine_costs_no_try(ledger: Ledger) -> None:
    lost = {next(iter(ledger.entries())).id}

    def script(task: Task) -> BaseException | None:
        return CancelledError() if task.id in lost and not lost.remove(task.id) else None  # type: ignore[func-returns-value]

    grading, said = engine(ledger, Scripted(script), pool=Interrupted(Scripted(script), 2))
    grading.run()
    assert ledger.counts() == {"graded": 20}
    assert {entry.tries for entry in ledger.entries()} == {0}
    assert said.losses == []


def test_a_worker_with_another_grader_ends_it_and_costs_no_try(ledger: Ledger) -> None:
    grading, _ = engine(ledger, Scripted(lambda _task: WrongGrader("0.0.1")))
    with pytest.raises(WrongGrader):
        grading.run()
    assert ledger.counts() == {"waiting": 20}
