"""Batches on a real scheduler with real workers, some of which are killed while they grade.

What kills them is the hidden suite: an answer returns a name, and when an order of that name lies in a folder,
the suite carries it out.  So a kill comes in the middle of a grading, and nobody has to wait for the moment.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader import __version__
from grader.catalog import Catalog
from grader.course.batch import workers as warm
from grader.course.batch.bundle import pack
from grader.course.batch.cluster import Cluster, ClusterError
from grader.course.batch.ledger import Ledger
from grader.course.batch.task import Task, WrongGrader, grade_task
from grader.course.batch.workers import WarmWorkers
from grader.run.sandbox import IsolationMissing
from tests.course.batch.conftest import RIGHT, SUITE, Course, make_course, reports
from tests.course.batch.dask_here import BLAME_ONE, Dask, dask_here

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="kills processes"),
    pytest.mark.timeout(600),  # a scheduler and its workers start anew, several times
]
needs_distributed = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra [cluster] is not installed"
)
HASTY = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}
KILLER = '''

import os, pathlib, signal
ORDERS = pathlib.Path({orders!r})


def parent(pid):
    lines = pathlib.Path(f"/proc/{{pid}}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("PPid:"))


async def test_order(submission):
    """main() is taken at its word."""
    word = str((await submission.run("main")).value).strip("'")
    order = ORDERS / word
    if word.isalpha() and order.exists():
        pid = int(order.read_text()) or parent(os.getppid())  # a worker of dask, over the warm one
        if word != "poison":
            order.unlink()  # once only
        os.kill(pid, signal.SIGKILL)
'''


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("orders")


@pytest.fixture
def killing(tmp_path: Path, orders: Path) -> Iterator[Course]:
    yield course_with(tmp_path, orders)
    for order in orders.iterdir():
        order.unlink()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, orders: Path) -> dict[str, bytes]:
    """The reports of the same class from a batch here that nothing disturbed."""
    course = course_with(tmp_path_factory.mktemp("local"), orders)
    done = course.run(course.root / "out", "--workers", "2")
    assert done.returncode == 0, done.stderr
    return reports(course.root / "out")


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    with dask_here(tmp_path_factory.mktemp("dask")) as dask:
        yield dask


def course_with(root: Path, orders: Path) -> Course:
    course = make_course(root)
    (root / "solutions" / "exercise-02" / "test_hidden.py").write_text(
        SUITE + KILLER.format(orders=str(orders))
    )
    for word in ("worker", "scheduler", "poison"):
        (course.source / f"m-{word}.py").write_text(RIGHT.replace("42", repr(word)))
    return course


def states(output: Path) -> dict[str, tuple[str, int]]:
    with Ledger(output / "ledger.sqlite") as ledger:
        return {entry.key: (entry.state, entry.tries) for entry in ledger.entries()}


# ---- batches -------------------------------------------------------------------------------


@needs_distributed
def test_a_cluster_finds_what_this_machine_finds(
    killing: Course, dask: Dask, expected: dict[str, bytes]
) -> None:
    done = killing.on_cluster(killing.root / "out", dask.scheduler_file)
    assert done.returncode == 0, done.stderr
    assert reports(killing.root / "out") == expected


@needs_distributed
def test_a_worker_killed_while_it_grades_costs_nothing(
    killing: Course, dask: Dask, orders: Path, expected: dict[str, bytes]
) -> None:
    (orders / "worker").write_text("0")
    done = killing.on_cluster(killing.root / "out", dask.address)
    assert done.returncode == 0, done.stderr
    assert not (orders / "worker").exists()
    assert reports(killing.root / "out") == expected
    assert set(states(killing.root / "out").values()) == {("graded", 0)}  # dask gave it to the other one


@needs_distributed
def test_what_kills_every_worker_is_left_to_a_person_and_costs_nobody_else(
    killing: Course, orders: Path, expected: dict[str, bytes]
) -> None:
    (orders / "poison").write_text("0")
    with dask_here(killing.root, "--no-nanny", workers=4, environment=BLAME_ONE) as dask:
        done = killing.on_cluster(killing.root / "out", dask.scheduler_file)
    assert done.returncode == 4, done.stderr
    assert "KilledWorker" in done.stderr
    found = states(killing.root / "out")
    assert found.pop("m-poison") == ("person", 3)
    assert {state for state, _ in found.values()} == {"graded"}
    assert reports(killing.root / "out") == {key: one for key, one in expected.items() if key != "m-poison"}


@needs_distributed
def test_without_its_scheduler_a_batch_ends_and_goes_on_with_another(
    killing: Course, orders: Path, expected: dict[str, bytes]
) -> None:
    output = killing.root / "out"
    with dask_here(killing.root, "--no-nanny", workers=1) as dask:
        (orders / "scheduler").write_text(str(dask.processes[0].pid))
        done = killing.on_cluster(output, dask.scheduler_file, **HASTY)
    assert done.returncode == 4, done.stderr
    assert f"The scheduler {dask.address} has gone" in done.stderr
    kept = sum(state == "graded" for state, _ in states(output).values())
    assert f"{kept} of 9 submissions are done and kept, {9 - kept} are left" in done.stderr
    with dask_here(killing.root, "--no-nanny", workers=1) as dask:
        done = killing.on_cluster(output, dask.scheduler_file)
    assert done.returncode == 0, done.stderr
    assert reports(output) == expected
    assert set(states(output).values()) == {("graded", 0)}


# ---- what does not fit ----------------------------------------------------------------------


@needs_distributed
def test_a_worker_with_another_grader_is_refused_by_name(killing: Course) -> None:
    with dask_here(killing.root, workers=0) as dask:
        dask.start_worker("--no-nanny", before="import grader\ngrader.__version__ = '0.0.1'")
        done = killing.on_cluster(killing.root / "out", dask.scheduler_file)
    assert done.returncode == 2, done.stderr
    assert f"another grader than this machine ({__version__})" in done.stderr
    assert "the worker tcp://127.0.0.1:" in done.stderr
    assert "has version 0.0.1" in done.stderr
    assert set(states(killing.root / "out").values()) == {("waiting", 0)}


@needs_distributed
def test_a_worker_that_cannot_keep_answers_in_is_named_and_nobody_is_graded(killing: Course) -> None:
    no_walls = (
        "from grader.course.batch.workers import WarmWorkers\nfrom grader.run.sandbox import IsolationMissing\n"
        "def missing(self, task): raise IsolationMissing('no walls')\nWarmWorkers.grade = missing"
    )
    with dask_here(killing.root, workers=0) as dask:
        worker = dask.start_worker("--no-nanny", before=no_walls)
        done = killing.on_cluster(killing.root / "out", dask.scheduler_file)
        assert done.returncode == 3, done.stderr
        assert f"(process {worker.pid}): no walls" in done.stderr
    assert set(states(killing.root / "out").values()) == {("waiting", 0)}


@needs_distributed
def test_a_scheduler_that_does_not_answer_is_one_clear_error(killing: Course, tmp_path: Path) -> None:
    done = killing.on_cluster(killing.root / "out", "tcp://127.0.0.1:9", **HASTY)
    assert done.returncode == 2, done.stderr
    assert "No scheduler answers at tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


@needs_distributed
@pytest.mark.parametrize(
    ("text", "said"), [(None, "neither an address"), ("{}", "is no scheduler file"), ("x", "is no scheduler")]
)
def test_a_scheduler_file_that_is_none_is_one_clear_error(
    tmp_path: Path, text: str | None, said: str
) -> None:
    file = tmp_path / "scheduler.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ClusterError, match=said):
        Cluster(str(file))


def test_without_the_extra_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'asyncio-grader\[cluster\]'"):
        Cluster("tcp://127.0.0.1:9")


def test_a_cluster_says_itself_how_many_work(killing: Course) -> None:
    done = killing.run(killing.root / "out", "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "leave out --workers" in done.stderr


# ---- where tasks run -------------------------------------------------------------------------


def task_for(course: Course, **more: Any) -> Task:
    exercise = Catalog(folder=course.root / "exercises").load("exercise-02")
    return Task(
        id="x", data=RIGHT.encode(), file="exercise.py", beside=(), bundle=pack(exercise), **more
    )  # fmt: skip


def test_a_task_of_another_grader_is_not_graded(course: Course) -> None:
    with pytest.raises(WrongGrader, match=r"the batch 0\.0\.1"):
        grade_task(task_for(course, version="0.0.1"))


def test_a_task_shows_nothing_of_the_answer_in_logs(course: Course) -> None:
    assert "sleep" not in repr(task_for(course))
    assert "test_value" not in repr(task_for(course))


def test_a_worker_elsewhere_without_walls_is_named(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    class Bare:
        def grade(self, task: Task) -> None:
            raise IsolationMissing("no walls")

    monkeypatch.setattr(warm, "shared", Bare)
    with pytest.raises(IsolationMissing, match=rf"\(process {os.getpid()}\): no walls"):
        grade_task(task_for(course, elsewhere=True))


def test_a_warm_worker_nobody_needs_ends(course: Course) -> None:
    workers = WarmWorkers(idle=0)
    try:
        assert workers.grade(task_for(course)).outcome == "passed"
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join()
        assert workers.pids() == []
    finally:
        workers.close()
