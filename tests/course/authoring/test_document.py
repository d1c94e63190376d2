"""docs/authoring.md is followed step by step, and shows what really comes out."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs/authoring.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
EXAMPLE = TEXT.partition("## A worked example")[2].partition("\n## What is proved")[0]
STEP = re.compile(
    r"^`(?P<path>(?:exercises|solutions)/\S+)`:\n\n```\w+\n(?P<content>.*?)^```"
    r"|^```console\n\$ (?P<command>[^\n]*)\n(?P<output>.*?)^```",
    re.DOTALL | re.MULTILINE,
)
SHELL = 'grade() { "$PYTHON" -m grader "$@"; }\n'


def steps() -> Iterator[re.Match[str]]:
    yield from STEP.finditer(EXAMPLE)


def carried_out(command: str, folder: Path) -> str:
    """Run a command of the document; proving goes without most of its repetitions, for the time it takes."""
    if command.startswith("grade verify"):
        command += " --repeats 1"
    environment = {**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    environment["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run(
        ["bash", "-c", SHELL + command],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stderr == ""
    refused = "✘" in done.stdout
    assert done.returncode == (1 if refused else 0), done.stdout
    return done.stdout


def without_counts(text: str) -> str:
    """Leave out what differs between machines, and with the number of repetitions."""
    text = re.sub(r"\d+/\d+ +[\d.]+ s$", "", text, flags=re.MULTILINE)
    return re.sub(r"\d+ gradings in \d+ s", "", text)


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="its commands are for bash")
def test_the_worked_example_works(tmp_path: Path) -> None:
    (tmp_path / "exercises/exercise-20").mkdir(parents=True)
    (tmp_path / "exercises/exercise-20/exercise.toml").write_text('format = 1\ntitle = "T"\nsummary = "S"\n')
    shown = []
    for step in steps():
        if step["path"]:
            (tmp_path / step["path"]).write_text(step["content"], encoding="utf-8")
        else:
            output = carried_out(step["command"], tmp_path)
            assert without_counts(output) == without_counts(step["output"])
            shown.append(output)
    assert len(shown) == 5
    assert "✘ exercise-21" in shown[2]
    assert "✔ exercise-21" in shown[4]


def test_every_code_block_of_the_example_is_a_step() -> None:
    assert len(list(steps())) == EXAMPLE.count("\n```") // 2
