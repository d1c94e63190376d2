"""Every program of `programs/` prints what it must on the virtual clock, and ends as it must.

A program's first line is a comment with JSON:
    expect    what it prints, as `name = value` lines; numbers are compared within `within` (1e-6)
    stuck     how the engine must find it stuck; absent when it must end by itself
    outcome   how it ends; by default "stuck" or "finished"
    paced     true where real time must leak in (children); elsewhere it must not
    oracle    true where the stock loop, on real time, must print the same within 0.25
    settings  of the engine
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "programs").glob("*.py"))
REPEATED = ("a_mix_of_everything", "threads_overlap", "wait_and_as_completed")
REPETITIONS = 4

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are forked")


def header(program: Path) -> dict[str, Any]:
    return json.loads(program.read_text().partition("\n")[0].removeprefix("#"))


def run_all(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    process = subprocess.run(
        [sys.executable, str(HERE / "runner.py"), "serve"],
        input="\n".join(map(json.dumps, jobs)),
        capture_output=True,
        text=True,
        timeout=110,
        env={"PYTHONHASHSEED": "0", "PATH": "/usr/bin:/bin", "TZ": "UTC"},
    )
    assert process.returncode == 0, process.stderr
    return [json.loads(line) for line in process.stdout.splitlines()]


@pytest.fixture(scope="module")
def results() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Run all programs, in all the ways that are asked for below, from one process that is loaded."""
    jobs = []
    for program in PROGRAMS:
        settings = header(program).get("settings", {})
        jobs.append({"program": str(program), "how": "engine", "options": settings})
        if header(program).get("oracle"):
            jobs.append({"program": str(program), "how": "stock", "options": {"stock": 1}})
        if program.stem in REPEATED:
            jobs += [{"program": str(program), "how": "again", "options": {"events": 1}}] * REPETITIONS
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for result in run_all(jobs):
        found.setdefault((Path(result["program"]).stem, result["how"]), []).append(result)
    return found


def printed(result: dict[str, Any]) -> dict[str, str]:
    pairs = (line.partition(" = ") for line in result["out"].splitlines())
    return {name: value for name, _, value in pairs}


def agree(expected: object, actual: str | None, within: float) -> bool:
    if actual is None or isinstance(expected, str):
        return expected == actual
    try:
        return abs(float(actual) - float(str(expected))) <= within
    except ValueError:
        return False


@pytest.mark.parametrize("name", [program.stem for program in PROGRAMS])
def test_a_program_does_what_its_header_says(name: str, results: dict[tuple[str, str], Any]) -> None:
    spec = header(HERE / "programs" / f"{name}.py")
    (result,) = results[name, "engine"]
    expected, actual = spec.get("expect", {}), printed(result)
    report = result["report"]
    assert report["stuck"] == spec.get("stuck"), result["err"]
    assert report["outcome"] == spec.get("outcome", "stuck" if spec.get("stuck") else "finished"), result[
        "err"
    ]
    assert actual.keys() == expected.keys()
    wrong = {
        n: (v, actual[n]) for n, v in expected.items() if not agree(v, actual[n], spec.get("within", 1e-6))
    }
    assert not wrong
    assert ("paced" in report.get("kinds", ())) == spec.get("paced", False)


@pytest.mark.parametrize("name", [program.stem for program in PROGRAMS if header(program).get("oracle")])
def test_the_stock_loop_agrees(name: str, results: dict[tuple[str, str], Any]) -> None:
    (ours,), (stock,) = results[name, "engine"], results[name, "stock"]
    assert list(printed(ours)) == list(printed(stock))
    for key, value in printed(stock).items():
        try:
            number = float(value)
        except ValueError:
            assert printed(ours)[key] == value
        else:
            assert agree(number, printed(ours)[key], 0.25)


@pytest.mark.parametrize("name", REPEATED)
def test_the_same_program_gives_the_same_events(name: str, results: dict[tuple[str, str], Any]) -> None:
    first, *others = results[name, "again"]
    assert first["report"]["events"]
    for other in others:
        assert other["report"]["events"] == first["report"]["events"]
        assert other["out"] == first["out"]
