"""Made mutants on a toy exercise: which are killed, which live on, which nobody can tell apart."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalog import CatalogError
from grader.course.authoring.mutation import Fate, Mutation, mutate
from grader.course.authoring.mutation_text import as_json, as_text
from grader.grading import prepare
from tests.course.authoring.toy import OneWorker, exercise

SUITE = '''
async def test_it_takes_two_seconds(submission):
    """main() takes two seconds."""
    expect(await submission.run("main")).finished().elapsed(2)


async def test_it_returns_five(submission):
    """main() returns 5."""
    expect(await submission.run("main")).value(5)
'''
SOLUTION = """\
import asyncio


async def main():
    await asyncio.sleep(2)
    return 5
"""


@pytest.fixture(scope="module")
def worker() -> Iterator[OneWorker]:
    with prepare("none") as grader:
        yield OneWorker(grader)


def fates(mutation: Mutation) -> dict[str, str]:
    return {result.mutant.operator: result.by or str(result.fate) for result in mutation.results}


def tried(worker: OneWorker, folder: Path, suite: str, solution: str, **right: str) -> Mutation:
    return mutate(exercise(folder, suite, solution, **right), worker)  # type: ignore[arg-type]


def test_a_mutant_is_killed_by_the_first_check_it_fails(tmp_path: Path, worker: OneWorker) -> None:
    mutation = tried(worker, tmp_path, SUITE, SOLUTION.replace("    return 5", "    return 5  # five"))
    late, wrong = "test_it_takes_two_seconds", "test_it_returns_five"
    assert fates(mutation) == {
        "drop-await": late,
        "drop-awaited": late,
        "blocking-sleep": "survived",
        "no-delay": late,
        "other-delay": late,
        "drop-return": wrong,
    }
    assert mutation.kills() == {late: 4, wrong: 1}
    assert mutation.kill_rate == pytest.approx(5 / 6)
    assert not mutation.enough


def test_a_survivor_is_shown_with_its_diff(tmp_path: Path, worker: OneWorker) -> None:
    text = as_text(tried(worker, tmp_path, SUITE, SOLUTION))
    assert text == (
        "survived  blocking-sleep: Sleep without letting the loop go.  (exercise.py, line 5)\n"
        "  It runs differently, and no check minds.\n"
        "  --- exercise.py\n"
        "  +++ exercise.py (blocking-sleep)\n"
        "  @@ -3,4 +3,4 @@\n"
        "   \n"
        "   async def main():\n"
        "  -    await asyncio.sleep(2)\n"
        "  +    import time as real; real.sleep(2)\n"
        "       return 5\n"
        "\n"
        "Killed first by:\n"
        "  4  test_it_takes_two_seconds\n"
        "  1  test_it_returns_five\n"
        "\n"
        "exercise-99: 6 mutants: 5 killed, 1 survived, 0 equivalent. Kill rate 83.3%; 90% are asked for.\n"
    )


def test_json_says_the_same(tmp_path: Path, worker: OneWorker) -> None:
    (document,) = json.loads(as_json([tried(worker, tmp_path, SUITE, SOLUTION)]))
    assert (document["killed"], document["survived"], document["equivalent"]) == (5, 1, 0)
    survivor = next(mutant for mutant in document["mutants"] if mutant["fate"] == "survived")
    assert survivor["operator"] == "blocking-sleep"
    assert "-    await asyncio.sleep(2)" in survivor["diff"]


def test_equal_traces_are_equivalent(tmp_path: Path, worker: OneWorker) -> None:
    # gather makes a task of a coroutine anyway, at the same moment.
    solution = """\
import asyncio


async def fetch():
    await asyncio.sleep(2)
    return 5


async def main():
    tasks = [asyncio.create_task(fetch())]
    return (await asyncio.gather(*tasks))[0]
"""
    assert fates(tried(worker, tmp_path, SUITE, solution))["drop-create-task"] == "equivalent"


def test_what_the_suite_never_reaches_is_not_equivalent(tmp_path: Path, worker: OneWorker) -> None:
    solution = SOLUTION.replace("    return 5", "    if False:\n        await asyncio.sleep(3)\n    return 5")
    mutation = tried(worker, tmp_path, SUITE, solution)
    found = [result for result in mutation.results if result.mutant.line == 7]
    assert {result.fate for result in found} == {Fate.SURVIVED}
    assert {result.why for result in found} == {"The suite never gets to this line."}


def test_what_never_had_an_occasion_is_not_equivalent(tmp_path: Path, worker: OneWorker) -> None:
    solution = SOLUTION.replace("await asyncio.sleep(2)", "await asyncio.wait_for(asyncio.sleep(2), 9)")
    (found,) = [
        r for r in tried(worker, tmp_path, SUITE, solution).results if r.mutant.operator == "drop-timeout"
    ]
    assert found.fate is Fate.SURVIVED


def test_what_its_author_allows_may_live(tmp_path: Path, worker: OneWorker) -> None:
    allowed = SOLUTION.replace("sleep(2)", "sleep(2)  # may live: blocking-sleep, alone it is the same")
    mutation = tried(worker, tmp_path, SUITE, allowed)
    assert fates(mutation)["blocking-sleep"] == "equivalent"
    assert mutation.kill_rate == 1
    assert "Its author: blocking-sleep, alone it is the same" in as_text(mutation)


def test_a_mutant_that_is_another_right_answer_is_none(tmp_path: Path, worker: OneWorker) -> None:
    blocking = SOLUTION.replace("await asyncio.sleep(2)", "import time as real; real.sleep(2)")
    mutation = tried(worker, tmp_path, SUITE, SOLUTION, blocking=blocking)
    assert "blocking-sleep" not in fates(mutation)


def test_a_suite_that_breaks_has_not_killed(tmp_path: Path, worker: OneWorker) -> None:
    suite = '''
async def test_it_returns_five(submission):
    """main() returns 5."""
    run = await submission.run("main")
    if run.value.bit_length() != 3:
        raise ValueError
'''
    mutation = tried(worker, tmp_path, suite, SOLUTION)
    (broken,) = [result for result in mutation.results if result.mutant.operator == "drop-return"]
    assert broken.fate is Fate.SURVIVED
    assert broken.why.startswith("The suite itself breaks on it: test_it_returns_five: AttributeError")


def test_a_right_answer_that_fails_is_said_before_anything_is_tried(
    tmp_path: Path, worker: OneWorker
) -> None:
    with pytest.raises(CatalogError, match=r"right/late\.py does not pass its own suite: test_it_takes_two"):
        tried(worker, tmp_path, SUITE, SOLUTION, late=SOLUTION.replace("sleep(2)", "sleep(3)"))


def test_a_limit_keeps_the_solutions_mutants_first(tmp_path: Path, worker: OneWorker) -> None:
    again = SOLUTION.replace("return 5", "number = 5\n    return number")
    toy = exercise(tmp_path, SUITE, SOLUTION, again=again)
    whole = mutate(toy, worker)  # type: ignore[arg-type]
    some = mutate(toy, worker, limit=7, seed=1)  # type: ignore[arg-type]
    assert some.made == whole.made == len(whole.results) > 7
    assert [result.mutant.file for result in some.results] == ["exercise.py"] * 6 + ["right/again.py"]
    assert some == mutate(toy, worker, limit=7, seed=1)  # type: ignore[arg-type]
