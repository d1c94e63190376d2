"""Whole batches, in processes of their own, with real workers; some of them are killed."""

from __future__ import annotations

import csv
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from grader.course.batch.folder import OutputFolder
from grader.course.batch.ledger import Ledger
from tests.course.batch.conftest import ANSWERS, RIGHT, SUITE, Course, reports

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills processes")
COUNT = len(ANSWERS)


def graded(output: Path) -> int:
    """How many are graded so far, for one who looks on."""
    try:
        with closing(sqlite3.connect(f"file:{output / 'ledger.sqlite'}?mode=ro", uri=True)) as ledger:
            return int(ledger.execute("SELECT count(*) FROM submission WHERE state = 'graded'").fetchone()[0])
    except sqlite3.Error:
        return -1


def wait_for(process: subprocess.Popen[str], output: Path, count: int) -> None:
    while process.poll() is None and graded(output) < count:
        time.sleep(0.002)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task")
    found = [int(pid) for task in children.iterdir() for pid in (task / "children").read_text().split()]
    return [pid for pid in found if b"batch.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def rows(output: Path) -> list[dict[str, str]]:
    with (output / "results.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_class_is_graded(course: Course, undisturbed: dict[str, bytes]) -> None:
    output = course.root / "out"
    (course.source / "notes.txt").write_text("x")
    done = course.run(output)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{COUNT} submissions, read as “files”\n")
    assert sorted(row["outcome"] for row in rows(output)) == sorted(
        ["passed", "failed", "failed", "failed", "ungradable", "ungradable"]
    )
    assert (output / "unmatched.txt").read_text() == "notes.txt: not a Python file\n"
    assert reports(output) == undisturbed


def test_no_name_is_in_any_file_but_the_ledger_and_all_are_the_owners_alone(course: Course) -> None:
    output = course.root / "out"
    assert course.run(output).returncode == 0
    for path in [output, *output.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
        assert "ann" not in path.name
        if path.is_file() and path.name != "ledger.sqlite":
            assert b"lee-ann" not in path.read_bytes(), path
    assert b"lee-ann-right-0" in (output / "ledger.sqlite").read_bytes()
    assert sorted(path.name for path in output.iterdir()) == [
        ".lock", "class.html", "ledger.sqlite", "reports", "results.csv", "unmatched.txt",
    ]  # fmt: skip


def test_one_worker_finds_what_two_find(course: Course, undisturbed: dict[str, bytes]) -> None:
    assert course.run(course.root / "out").returncode == 0
    assert reports(course.root / "out") == undisturbed


@pytest.mark.parametrize("moment", [-1, 0, 1, 3, COUNT])
def test_killed_at_any_moment_it_goes_on_where_it_was(
    course: Course, undisturbed: dict[str, bytes], moment: int
) -> None:
    output = course.root / "out"
    process = course.start(output, "--workers", "2")
    wait_for(process, output, moment)
    process.kill()
    process.communicate()
    before = max(0, graded(output))
    done = course.run(output)
    assert done.returncode == 0, done.stderr
    if before:
        assert f"{before} of {COUNT} were graded before" in done.stderr
    assert reports(output) == undisturbed
    with Ledger(output / "ledger.sqlite") as ledger:
        assert ledger.counts() == {"graded": COUNT}
        assert {entry.tries for entry in ledger.entries()} == {0}


def test_a_killed_worker_costs_one_try(course: Course, undisturbed: dict[str, bytes]) -> None:
    output = course.root / "out"
    process = course.start(output, "--workers", "2")
    wait_for(process, output, 1)
    for pid in workers_of(process):
        os.killpg(pid, signal.SIGKILL)  # with the fork of it that is at work
    _, said = process.communicate()
    assert process.returncode == 0
    assert "the worker ended while it graded (signal 9); it is tried again" in said
    assert reports(output) == undisturbed


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(
    course: Course, undisturbed: dict[str, bytes]
) -> None:
    output = course.root / "out"
    process = course.start(output, "--workers", "2")
    wait_for(process, output, 2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130, said
    assert "the same command goes on from here" in said
    with Ledger(output / "ledger.sqlite") as ledger:
        assert set(ledger.counts()) <= {"graded", "waiting"}
    assert len(rows(output)) == COUNT
    assert (output / "class.html").is_file()
    assert course.run(output).returncode == 0
    assert reports(output) == undisturbed


def test_a_second_batch_in_the_same_folder_is_refused(course: Course) -> None:
    output = course.root / "out"
    with OutputFolder(output):  # as a batch at work has it
        second = course.run(output)
    assert second.returncode == 2
    assert f"Another `grade batch` is at work in {output} (process {os.getpid()})" in second.stderr
    assert course.run(output).returncode == 0


def test_a_suite_that_fails_its_own_solution_grades_nobody(course: Course) -> None:
    (course.root / "solutions/exercise-02/exercise.py").write_text(RIGHT.replace("42", "41"))
    done = course.run(course.root / "out")
    assert done.returncode == 4
    assert "does not pass its own suite here, so nothing was graded" in done.stderr
    assert graded(course.root / "out") == 0


def test_a_changed_suite_is_not_mixed_with_the_old_one(course: Course) -> None:
    output = course.root / "out"
    assert course.run(output).returncode == 0
    suite = course.root / "solutions/exercise-02/test_hidden.py"
    suite.write_text(SUITE.replace("points(2)", "points(7)"))
    refused = course.run(output)
    assert refused.returncode == 2
    assert "--regrade all" in refused.stderr
    again = course.run(output, "--regrade", "all")
    assert again.returncode == 0, again.stderr
    assert {row["max_score"] for row in rows(output) if row["outcome"] == "passed"} == {"10"}


def test_another_source_or_exercise_is_refused(course: Course) -> None:
    output = course.root / "out"
    assert course.run(output).returncode == 0
    (course.source / "lee-ann-right-0.py").write_text("x = 1\n")
    (course.source / "new.py").write_text("x = 1\n")
    refused = course.run(output)
    assert refused.returncode == 2
    assert "1 new, 1 changed, 0 gone" in refused.stderr
    for folder in ("exercises", "solutions"):
        (course.root / folder / "exercise-02").rename(course.root / folder / "exercise-03")
    other = [word.replace("exercise-02", "exercise-03") for word in course.command(output)]
    done = subprocess.run(
        other, cwd=course.root, env=course.environment, text=True, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert "holds a batch of exercise-02, not of exercise-03" in done.stderr


def test_what_failed_is_graded_again_when_asked_for(course: Course) -> None:
    output = course.root / "out"
    assert course.run(output).returncode == 0
    again = course.run(output, "--regrade", "failed")
    assert again.returncode == 0
    assert f"1 of {COUNT} were graded before" in again.stderr


def test_level_none_is_no_level_for_others_work(course: Course) -> None:
    done = course.run(course.root / "out", "--isolation", "none")
    assert done.returncode == 3
    assert not (course.root / "out").exists()


def test_results_do_not_go_among_the_answers(course: Course) -> None:
    before = {path: path.stat().st_mode for path in (course.source, *course.source.rglob("*"))}
    done = course.run(course.source / ".." / course.source.name)
    assert (done.returncode, "is SOURCE itself" in done.stderr) == (2, True)
    assert {path: path.stat().st_mode for path in (course.source, *course.source.rglob("*"))} == before


def test_a_source_with_nobody_in_it_is_told(course: Course) -> None:
    for path in course.source.iterdir():
        path.unlink()
    (course.source / "notes.txt").write_text("x")
    done = course.run(course.root / "out", "--from", "files")
    assert done.returncode == 2
    assert "notes.txt: not a Python file" in done.stderr


def test_a_submission_that_kills_its_worker_is_left_to_a_person(
    course: Course, undisturbed: dict[str, bytes]
) -> None:
    output = course.root / "out"
    suite = course.root / "solutions/exercise-02/test_hidden.py"
    killing = "import os\n" + SUITE.replace(
        "    expect(await",
        '    if (await submission.run("main")).value == 41:\n        os.kill(os.getpid(), 9)\n    expect(await',
    )
    suite.write_text(killing)
    done = course.run(output)
    assert done.returncode == 4
    assert "  1 left to a person: not judged, no score" in done.stdout
    left = [row for row in rows(output) if row["state"] == "person"]
    assert [(row["score"], row["outcome"]) for row in left] == [("", "")]
    assert done.stderr.count("it is tried again") == 2
    assert sum(row["state"] == "graded" for row in rows(output)) == COUNT - 1
    suite.write_text(SUITE)
    assert course.run(output, "--regrade", "all").returncode == 0


def test_a_report_is_the_one_that_grading_alone_gives(course: Course, undisturbed: dict[str, bytes]) -> None:
    file = course.root / "exercise.py"
    for name, text in ANSWERS.items():
        file.write_text(text)
        command = [
            sys.executable,
            "-m",
            "grader",
            "exercise-02",
            "--submission",
            str(file),
            "--format",
            "json",
        ]
        done = subprocess.run(
            command, cwd=course.root, env=course.environment, capture_output=True, check=False
        )
        assert undisturbed[f"lee-ann-{name}-0"].startswith(done.stdout.rstrip()), name


def test_nothing_is_left_running_or_lying_about(course: Course) -> None:
    output = course.root / "out"
    process = course.start(output)
    wait_for(process, output, 1)
    workers = workers_of(process)
    process.kill()
    process.communicate()
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        time.sleep(0.01)
    assert course.run(output).returncode == 0
    assert not (output / ".work").exists()


def test_what_is_hidden_from_learners_is_in_no_page(course: Course) -> None:
    output = course.root / "out"
    canary = "CANARY-7a1f"
    suite = course.root / "solutions/exercise-02/test_hidden.py"
    hidden = SUITE.replace("main() returns 42.", f"{canary} title.")
    suite.write_text(hidden.replace('("main")).value(42)', f'("main"), "{canary} value").value(42)'))
    manifest = course.root / "exercises/exercise-02/exercise.toml"
    manifest.write_text(manifest.read_text() + '[checks.test_value]\nvisibility = "staff"\n')
    done = course.run(output)
    assert done.returncode == 0, done.stderr
    pages = [path.read_text() for path in (output / "reports").glob("*.html")]
    assert len(pages) == COUNT
    assert not any(canary in page for page in pages)
    assert any(canary in path.read_text() for path in (output / "reports").glob("*.json"))


def test_another_executor_does_the_same(course: Course, undisturbed: dict[str, bytes]) -> None:
    output = course.root / "out"
    (course.root / "ours.py").write_text(
        "from concurrent.futures import ProcessPoolExecutor\n\n\ndef processes():\n    return ProcessPoolExecutor(2)\n"
    )
    done = course.run(output, "--engine", "ours:processes")
    assert done.returncode == 0, done.stderr
    assert reports(output) == undisturbed


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("ours", "write it as module:factory"),
        ("no_such_module:x", "ModuleNotFoundError"),
        ("builtins:dict", "which is no concurrent.futures.Executor"),
    ],
)
def test_an_engine_that_is_none_is_one_clear_error(course: Course, engine: str, said: str) -> None:
    done = course.run(course.root / "out", "--engine", engine)
    assert done.returncode == 2
    assert said in done.stderr


def test_formats_are_written_for_every_answer_and_the_same_whenever_they_are_asked_for(
    course: Course,
) -> None:
    done = course.run(course.root / "out", "--to", "junit", "--to", "gradescope:them/{id}/results.json")
    assert done.returncode == 0, done.stderr
    junit = {path.name: path.read_bytes() for path in (course.root / "out/junit").iterdir()}
    assert len(junit) == len(list((course.root / "them").iterdir())) == COUNT
    for path in (course.root / "out/junit").iterdir():
        path.unlink()
    done = course.run(course.root / "out", "--to", "junit", "--to", "sarif")
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in (course.root / "out/junit").iterdir()} == junit
    assert len(list((course.root / "out/sarif").iterdir())) == COUNT
    refused = course.run(course.root / "out", "--to", "classroom50")
    assert (refused.returncode, "take another format" in refused.stderr) == (2, True), refused.stderr
