"""The repository's own exercises: each has a solution and a stub that are what they should be, one is proved.

`grade verify`, which `.ci/run` calls as well, proves all of them; here one stands for the rest, since that
takes minutes.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalog import Catalog, find_root
from grader.course.authoring.trials import Plan
from grader.course.authoring.verify import verify
from grader.course.workers import Workers
from grader.grading import Grader, prepare
from grader.model import Status, Verdict

ROOT = Path(__file__).parents[2]
CATALOG: Catalog = find_root(exercises=ROOT / "exercises", key=ROOT / "solutions")


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with prepare() as grader:
        yield grader


@pytest.mark.parametrize("slug", CATALOG.slugs())
def test_the_solution_has_full_points(grader: Grader, slug: str) -> None:
    exercise = CATALOG.load(slug)
    report = grader.grade(exercise, (ROOT / "solutions" / slug / exercise.file).read_bytes(), exercise.file)
    unmet = [f"{check.id}: {check.fact}" for check in report.checks if check.status is not Status.PASSED]
    assert (report.outcome, report.problem, unmet) == (Verdict.PASSED, None, [])
    assert report.score == report.max_score == 10
    assert {check.topic for check in report.checks} == set(exercise.topics)


@pytest.mark.parametrize("slug", CATALOG.slugs())
def test_the_stub_is_known_and_earns_nothing(grader: Grader, slug: str) -> None:
    exercise = CATALOG.load(slug)
    report = grader.grade(exercise, (exercise.folder / exercise.file).read_bytes(), exercise.file)
    assert (report.outcome, report.score, report.untouched) == (Verdict.FAILED, 0, True)
    assert report.first_step


ODD_CALLS = """
import asyncio

right = {name}


async def {name}(lent, *args, **options):
    for odd in (None, 10**30, [1], ValueError()):
        try:
            await asyncio.wait_for(lent(odd), 0.1)
        except Exception:
            pass
    return await right(lent, *args, **options)
"""
LOST_BLOCK = """
class Lost:
    async def __aenter__(self):
        return self

    async def get(self, path):
        raise ValueError(path)

    async def __aexit__(self, *error):
        log.append("closed")
        return True
"""


@pytest.mark.parametrize(
    ("slug", "name"),
    [("exercise-05", "fetch_all"), ("exercise-06", "fetch_report"), ("exercise-20", "crawl")],
)
def test_odd_calls_of_what_is_lent_are_the_answers_mistake(grader: Grader, slug: str, name: str) -> None:
    exercise = CATALOG.load(slug)
    answer = (ROOT / "solutions" / slug / exercise.file).read_text(encoding="utf-8")
    answer = answer.partition("if __name__")[0] + ODD_CALLS.format(name=name)
    report = grader.grade(exercise, answer.encode(), exercise.file)
    assert (report.outcome, report.problem) == (Verdict.FAILED, None)


def test_a_block_that_loses_its_error_is_the_answers_mistake(grader: Grader) -> None:
    body = LOST_BLOCK.replace("\n", "\n    ")
    answer = f"def connect(url, log):\n    log.append(f'open {{url}}')\n    {body}\n    return Lost()\n"
    answer = answer.replace('"closed"', 'f"close {url}"')
    exercise = CATALOG.load("exercise-14")
    report = grader.grade(exercise, answer.encode(), exercise.file)
    assert (report.outcome, report.problem) == (Verdict.FAILED, None)
    assert "no error came out" in " ".join(check.fact for check in report.checks)


A_LINE_FOR_EACH_URL = """
import asyncio


async def fetch_data(url):
    print(url)
    match url[-1]:
        case "1":
            await asyncio.sleep(2)
        case "2":
            await asyncio.sleep(2.0)
        case _:
            await asyncio.sleep(1 + 1)
    return {"url": url}


async def main():
    tasks = [asyncio.create_task(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    return [await task for task in tasks]
"""


@pytest.mark.parametrize("slug", ["exercise-02", "exercise-03"])
def test_each_fetch_may_wait_on_a_line_of_its_own(grader: Grader, slug: str) -> None:
    report = grader.grade(CATALOG.load(slug), A_LINE_FOR_EACH_URL.encode(), "exercise.py")
    assert report.outcome is Verdict.PASSED, [check.fact for check in report.checks]


@pytest.mark.parametrize("slug", CATALOG.slugs()[3::20])
def test_the_exercise_is_proved(slug: str) -> None:
    with Workers(os.cpu_count() or 1) as workers:
        (verification,) = verify(CATALOG, [CATALOG.place(slug)], workers, Plan(repeats=1, schedules=1))
    assert [(fault.what, fault.file) for fault in verification.faults] == []
