"""Other legal orders: what may come in another order does, the same one each time; what may not does not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.authoring.orders import as_options, schedules
from grader.course.authoring.trials import Plan
from grader.grading import Grader, prepare
from grader.model import Conditions, Exercise, Schedule, Submission, VerifyPolicy
from tests.course.authoring.toy import exercise

RACY = """\
import asyncio


async def main():
    found = []

    async def one(number):
        await asyncio.sleep(2)
        found.append(number)

    await asyncio.gather(*[one(number) for number in range(5)])
    return found


async def collect(fetch):
    found = []

    async def one(number):
        found.append(await fetch(number))

    await asyncio.gather(*[one(number) for number in range(5)])
    return found


async def in_line():
    found = []

    async def one(number):
        await asyncio.sleep(0)
        found.append(number)

    await asyncio.gather(*[one(number) for number in range(5)])
    return found


def in_threads():
    import threading, time

    found = []

    def one(number):
        time.sleep(2)
        found.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
"""
IN_ORDER = '''
async def test_in_order(submission):
    """The numbers are in order."""
    expect(await submission.run("{call}"{options})).value([0, 1, 2, 3, 4]).elapsed({elapsed})
'''


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with prepare("none") as grader:
        yield grader


def passes(grader: Grader, toy: Exercise, schedule: Schedule) -> bool:
    conditions = Conditions(schedule=schedule, until_failure=True)
    report = grader.grade(toy, RACY.encode(), "exercise.py", conditions=conditions)
    assert report.problem is None
    return report.outcome == "passed"


def verdicts(grader: Grader, toy: Exercise) -> list[bool]:
    return [passes(grader, toy, schedule) for schedule in (Schedule(), *schedules(4))]


@pytest.mark.parametrize("call", ["main", "in_threads"])
def test_an_answer_that_is_right_by_luck_shows(tmp_path: Path, grader: Grader, call: str) -> None:
    toy = exercise(tmp_path, IN_ORDER.format(call=call, options="", elapsed=2), RACY)
    plain, *others = verdicts(grader, toy)
    assert plain
    assert not all(others)


def test_the_ready_queue_keeps_its_order(tmp_path: Path, grader: Grader) -> None:
    toy = exercise(tmp_path, IN_ORDER.format(call="in_line", options="", elapsed=0), RACY)
    assert all(verdicts(grader, toy))


def test_what_a_test_asks_for_itself_stays(tmp_path: Path, grader: Grader) -> None:
    toy = exercise(tmp_path, IN_ORDER.format(call="main", options=", ties=0", elapsed=2), RACY)
    assert all(verdicts(grader, toy))


def values(grader: Grader, folder: Path, schedule: Schedule) -> list[object]:
    """Return what the calls give under a schedule, the collaborators' delays being equal."""
    suite = '''
async def test_all(submission):
    """They all end."""
    async def fetch(number):
        await asyncio.sleep(2)
        return number

    for call in (submission.run("main"), submission.run("collect", fetch)):
        expect(await call).finished().elapsed(2)
'''
    toy = exercise(folder, suite, RACY)
    submission = Submission(name="exercise.py", source=RACY, sha256="")
    result = grader.judge(toy, submission, Conditions(schedule=schedule))
    assert result.faults == ()
    return [seen.value for seen in result.runs]


def test_collaborators_end_in_another_order_too(tmp_path: Path, grader: Grader) -> None:
    plain = [0, 1, 2, 3, 4]
    assert values(grader, tmp_path / "plain", Schedule()) == [plain, plain]
    found = [values(grader, tmp_path / str(seed), Schedule(ties=seed)) for seed in (1, 2, 3)]
    assert all(sorted(value) == plain for run in found for value in run)  # type: ignore[type-var,arg-type]
    assert all(run[1] != plain for run in found)


def test_the_same_seed_is_the_same_run_byte_for_byte(tmp_path: Path, grader: Grader) -> None:
    toy = exercise(tmp_path, IN_ORDER.format(call="main", options="", elapsed=2), RACY)
    conditions = Conditions(schedule=Schedule(ties=7))
    reports = [grader.grade(toy, RACY.encode(), "exercise.py", conditions=conditions) for _ in range(3)]
    assert reports[0] == reports[1] == reports[2]
    assert reports[0].runs[0].schedule == Schedule(ties=7)


def test_schedules_differ_from_the_plain_one_and_from_each_other() -> None:
    found = schedules(8)
    assert len({Schedule(), *found}) == 9
    assert found == schedules(8)
    assert not set(found) & set(schedules(8, seed=1))
    assert {replace(one, ties=0, seed=0) for one in found} == {Schedule(), Schedule(set_order="reversed")}


def test_a_schedule_is_shown_as_the_options_that_ask_for_it() -> None:
    assert (
        as_options(Schedule(ties=3, set_order="reversed", seed=3)) == "set_order='reversed', ties=3, seed=3"
    )
    assert as_options(Schedule(stagger=-0.1)) == "stagger=-0.1"


def test_every_order_is_met_by_the_solution_and_by_one_right_answer() -> None:
    made = Exercise(slug="x", title="", summary="", folder=Path(), verify=VerifyPolicy(schedules=3))
    every = Plan().orders(made, 0)
    assert len(every) == 3
    assert [Plan().orders(made, number) for number in (1, 2, 3, 4)] == [every[:1], every[1:2], every[2:], ()]
    assert Plan(schedules=2).orders(made, 1) == Plan(schedules=2).orders(made, 0) == schedules(2)
    assert Plan(schedules=0).orders(made, 0) == ()
