"""The whole command in a process of its own, on real answers: what a learner sees and a script gets."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ENVIRONMENT

ROOT = Path(__file__).parents[2]
GRADE = [sys.executable, "-P", "-m", "grader"]  # -P: as the installed command, not from the current folder
COURSE = ["--exercises", str(ROOT / "exercises"), "--key", str(ROOT / "solutions")]
FETCH = """\
import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]

async def fetch_data(url):
    print(url)
    await asyncio.sleep(2)
    return url + " fetched"

"""
GATHER = FETCH + "async def main():\n    return await asyncio.gather(*map(fetch_data, URLS))\n"
SEQUENTIAL = FETCH + "async def main():\n    return [await fetch_data(url) for url in URLS]\n"


def grade(*words: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*GRADE, *words], cwd=cwd, env=ENVIRONMENT, input=stdin, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done


def report_on(answer: bytes, cwd: Path) -> tuple[int, dict[str, object]]:
    (cwd / "answer.py").write_bytes(answer)
    done = grade("exercise-02", *COURSE, "--submission", "answer.py", "--format", "json", cwd=cwd)
    assert done.stderr == b""
    return done.returncode, json.loads(done.stdout)


def elapsed_of_main(report: dict[str, object]) -> float:
    runs = report["runs"]
    assert isinstance(runs, list)
    return next(run["elapsed"] for run in runs if run["call"] == "main()" and not run["schedule"]["stagger"])  # type: ignore[no-any-return]


def test_a_right_answer_passes_with_exact_time(tmp_path: Path) -> None:
    code, report = report_on(GATHER.encode(), tmp_path)
    assert (code, report["outcome"], report["score"], report["max_score"]) == (0, "passed", 10, 10)
    assert elapsed_of_main(report) == 2.0


def test_hints_come_one_by_one_and_a_right_answer_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENVIRONMENT, "XDG_STATE_HOME", str(tmp_path / "state"))
    answer = tmp_path / "answer.py"
    shown = []
    for text in (SEQUENTIAL, SEQUENTIAL, GATHER):
        answer.write_text(text)
        done = grade("hint", "exercise-02", *COURSE, "--submission", "answer.py", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        shown.append(done.stdout.decode())
    assert "Hint 1 of 3" in shown[0]
    assert "Hint 2 of 3" in shown[1]
    assert "There is nothing left to hint at." in shown[2]


def test_a_sequential_answer_does_not_pass_and_took_six_seconds(tmp_path: Path) -> None:
    code, report = report_on(SEQUENTIAL.encode(), tmp_path)
    assert (code, report["outcome"]) == (1, "failed")
    assert elapsed_of_main(report) == 6.0


def test_the_same_answer_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "answer.py").write_text(SEQUENTIAL)
    words = ["exercise-02", *COURSE, "--submission", "answer.py", "--format", "json"]
    assert grade(*words, cwd=tmp_path).stdout == grade(*words, cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        pytest.param(b"", "ungradable", id="empty"),
        pytest.param("x = 'é'\n".encode("latin-1"), "ungradable", id="latin-1"),
        pytest.param(FETCH.encode("utf-16"), "ungradable", id="utf-16"),
        pytest.param(b"x = 1\0\n", "ungradable", id="nul"),
        pytest.param(b"#" * 10_000_000, "ungradable", id="10 MB"),
        pytest.param(b"async def main(:\n", "ungradable", id="syntax error"),
        pytest.param(b"x = 1\n", "ungradable", id="no such function"),
        pytest.param(b"main = fetch_data = 3\n", "ungradable", id="not a function"),
        pytest.param(b"raise KeyError('early')\n", "ungradable", id="raises at import"),
        pytest.param(b"import os\nos._exit(0)\n", "ungradable", id="os._exit at import"),
        pytest.param((FETCH + "def main():\n    return []\n").encode(), "failed", id="not async"),
        pytest.param(
            (FETCH + "async def main():\n    import sys; sys.exit(0)\n").encode(), "failed", id="sys.exit"
        ),
        pytest.param(
            (FETCH + "async def main():\n    import os; os._exit(0)\n").encode(), "failed", id="os._exit"
        ),
        pytest.param(
            (FETCH + "async def main():\n    import os; os.kill(os.getpid(), 11)\n").encode(),
            "failed",
            id="segfault",
        ),
        pytest.param(
            (FETCH + "async def main():\n    while True: print('x' * 99)\n").encode(), "failed", id="output"
        ),
        pytest.param(("\ufeff" + GATHER).replace("\n", "\r\n").encode(), "passed", id="BOM and CRLF"),
    ],
)
def test_whatever_is_handed_in_gets_a_report(tmp_path: Path, answer: bytes, outcome: str) -> None:
    code, report = report_on(answer, tmp_path)
    assert report["outcome"] == outcome
    assert code == (0 if outcome == "passed" else 1)
    if outcome == "ungradable":
        assert isinstance(report["problem"], dict)
        assert report["problem"]["headline"]
        assert report["problem"]["advice"]


def test_a_syntax_error_is_told_as_python_tells_it(tmp_path: Path) -> None:
    (tmp_path / "answer.py").write_text("async def main(:\n    pass\n")
    done = grade("exercise-02", *COURSE, "--submission", "answer.py", cwd=tmp_path)
    assert done.returncode == 1
    assert b"line 1" in done.stdout
    assert b"async def main(:" in done.stdout
    assert b"^" in done.stdout


def test_a_file_named_like_a_standard_module_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "asyncio.py").write_text("raise RuntimeError('shadowed')\n")
    (tmp_path / "json.py").write_text(GATHER)
    done = grade("exercise-02", *COURSE, "--submission", "json.py", "--format", "html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_standard_input_is_graded(tmp_path: Path) -> None:
    words = ["exercise-02", *COURSE, "--submission", "-", "--format", "markdown"]
    done = grade(*words, cwd=tmp_path, stdin=GATHER.encode())
    assert done.returncode == 0
    assert b"exercise-02" in done.stdout


def test_an_answer_edited_in_place_is_not_taken_for_the_stub(tmp_path: Path) -> None:
    for folder in ("exercises/exercise-02", "solutions/exercise-02"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    stub = json.loads(grade("exercise-02", "--format", "json", cwd=tmp_path).stdout)
    assert stub["untouched"]
    (tmp_path / "exercises/exercise-02/exercise.py").write_text(SEQUENTIAL)
    edited = json.loads(grade("exercise-02", "--format", "json", cwd=tmp_path).stdout)
    assert not edited["untouched"]


def test_output_that_cannot_be_shown_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "answer.py").write_text(SEQUENTIAL)
    words = [*GRADE, "exercise-02", *COURSE, "--submission", "answer.py"]
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.isascii()


# ---- grade trace ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import asyncio, sys\nasyncio.run(asyncio.sleep(int(sys.argv[1])))\n", 0),
        ("import asyncio\nasyncio.run(asyncio.Event().wait())\n", 1),
        ("raise ValueError('x')\n", 1),
        ("import sys\nsys.exit(0)\n", 0),
        ("import sys\nsys.exit(3)\n", 1),
        ("import os\nos.kill(os.getpid(), 9)\n", 1),
        ("x = (\n", 1),
    ],
)
def test_the_program_s_fate_is_the_exit_code(tmp_path: Path, program: str, code: int) -> None:
    (tmp_path / "prog.py").write_text(program)
    for format_ in ("terminal", "json"):
        done = grade("trace", "prog.py", "3", "--format", format_, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (code, b"")


BLOCKS = "with open('ready', 'w') as file: file.write(str(os.getpid()))\n    open('never').read()\n"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(f"import os\nif True:\n    {BLOCKS}", ["trace", "answer.py"], id="trace"),
        pytest.param(
            f"{FETCH}import os\nos.chdir(r'HERE')\nasync def main():\n    {BLOCKS}",
            # Without a box: the answer tells by a file where it waits.
            ["exercise-02", *COURSE, "--submission", "answer.py", "--isolation", "none"],
            id="grade",
        ),
    ],
)
def test_one_interrupt_ends_it_at_once_and_leaves_nothing_behind(
    tmp_path: Path, answer: str, words: list[str]
) -> None:
    os.mkfifo(tmp_path / "ready")
    os.mkfifo(tmp_path / "never")
    (tmp_path / "answer.py").write_text(answer.replace("HERE", str(tmp_path)))
    command = subprocess.Popen(
        [*GRADE, *words], cwd=tmp_path, env=ENVIRONMENT, stdout=-1, stderr=-1, start_new_session=True
    )
    with command as running:
        guest = int((tmp_path / "ready").read_text())
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err.strip()) == (130, b"", b"Interrupted.")
    with pytest.raises(ProcessLookupError):
        os.kill(guest, 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("format_", ["terminal", "json"])
def test_a_report_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, format_: str) -> None:
    (tmp_path / "answer.py").write_text(GATHER)
    words = [*GRADE, "exercise-02", *COURSE, "--submission", "answer.py", "--format", format_]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            words, cwd=tmp_path, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1:] == [
        "Error: Standard output cannot be written: No space left on device."
    ]


@pytest.mark.parametrize(
    ("names", "outcome", "said"),
    [
        (["exercise.py", "other.py"], "passed", ""),
        (["my answer.py", "notes.txt"], "passed", ""),
        (["one.py", "two.py"], "ungradable", "Found: one.py, two.py"),
        (["answer.txt"], "ungradable", "Found: answer.txt"),
        ([], "ungradable", "Found: no file at all"),
    ],
)
def test_the_answer_is_found_among_the_files_in_a_folder(
    tmp_path: Path, names: list[str], outcome: str, said: str
) -> None:
    (tmp_path / "handed in").mkdir()
    for name in names:
        (tmp_path / "handed in" / name).write_text(GATHER)
    words = ["exercise-02", *COURSE, "--submission", "handed in", "--format", "json"]
    done = grade(*words, cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (report["outcome"], done.returncode) == (outcome, 0 if outcome == "passed" else 1)
    assert said in (report["problem"] or {"details": ""})["details"]
