"""`grade mutate`, with real workers, from the command line."""

import json
from pathlib import Path

from click.testing import CliRunner

from grader.cli.root import root

SUITE = '''
import pytest
from grader.suite import expect

pytestmark = pytest.mark.asyncio


async def test_it_takes_two_seconds(submission):
    """main() takes two seconds."""
    expect(await submission.run("main")).finished().elapsed(2)
'''
SOLUTION = "import asyncio\n\n\nasync def main():\n    await asyncio.sleep(2)\n"


def course(folder: Path, solution: str, manifest: str = "") -> list[str]:
    """Write a course of one exercise; return the options that name it."""
    public, key = folder / "exercises" / "exercise-01", folder / "solutions" / "exercise-01"
    public.mkdir(parents=True)
    key.mkdir(parents=True)
    (public / "exercise.toml").write_text(f'format = 1\ntitle = "Toy"\nsummary = "Toy."\n{manifest}')
    (key / "test_hidden.py").write_text(SUITE)
    (key / "exercise.py").write_text(solution)
    return ["--exercises", str(public.parent)]


def test_survivors_are_shown_and_end_with_1(tmp_path: Path) -> None:
    done = CliRunner().invoke(root, ["mutate", "1", "--jobs", "1", *course(tmp_path, SOLUTION)])
    assert done.exit_code == 1, done.output
    assert "+    import time as real; real.sleep(2)" in done.output
    assert done.output.endswith(
        "exercise-01: 5 mutants: 4 killed, 1 survived, 0 equivalent. Kill rate 80.0%; 95% are asked for.\n"
    )


def test_a_rate_that_is_enough_ends_with_0(tmp_path: Path) -> None:
    options = course(tmp_path, SOLUTION, "[verify]\nkill_rate = 0.8\n")
    done = CliRunner().invoke(root, ["mutate", "1", "--jobs", "2", "--format", "json", *options])
    assert done.exit_code == 0, done.output
    (document,) = json.loads(done.stdout)
    assert (document["killed"], document["wanted"]) == (4, 0.8)


def test_a_solution_that_fails_is_refused(tmp_path: Path) -> None:
    options = course(tmp_path, SOLUTION.replace("2", "3"))
    done = CliRunner().invoke(root, ["mutate", "1", "--jobs", "1", *options])
    assert done.exit_code == 2
    assert "exercise.py does not pass its own suite: test_it_takes_two_seconds" in done.output


def test_an_exercise_without_solutions_is_refused(tmp_path: Path) -> None:
    options = course(tmp_path, SOLUTION)
    (tmp_path / "solutions").rename(tmp_path / "elsewhere")
    done = CliRunner().invoke(root, ["mutate", "1", *options])
    assert done.exit_code == 2
    assert "--key DIR" in done.output
