"""`grade export`: what a bundle holds, for every platform; that it works is shown in `test_platforms.py`."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli.root import root
from grader.course.bundles.export import TARGETS

PROJECT = Path(__file__).parents[3]
WHEEL = "asyncio_grader-1.0-py3-none-any.whl"


def export(target: str, output: Path, *words: str | Path) -> Result:
    wheel = output.with_name(WHEEL)
    wheel.write_bytes(b"a wheel")
    line = ["export", target, "exercise-02", "-o", output, "--exercises", PROJECT / "exercises"]
    return CliRunner().invoke(root, [str(word) for word in (*line, "--wheel", wheel, *words)])


def files_in(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("target", TARGETS)
def test_a_bundle_has_the_exercise_the_grader_and_a_sealed_suite_and_no_word_of_the_key(
    tmp_path: Path, target: str
) -> None:
    done = export(target, tmp_path / "bundle.zip")
    assert done.exit_code == 0, done.output
    assert TARGETS[target].then in done.output
    files = files_in(tmp_path / "bundle.zip")
    names = {Path(name).name for name in files}
    assert {WHEEL, "suite.sealed", "exercise.toml", "exercise.py", "EXERCISE"} <= names
    key = PROJECT / "solutions/exercise-02"
    secret = [line for path in key.glob("*.py") for line in path.read_text().splitlines() if len(line) > 30]
    stub = (PROJECT / "exercises/exercise-02/exercise.py").read_text()
    text = b"\n".join(files.values()).decode("utf-8", "replace")
    assert [line for line in secret if line in text and line not in stub] == []


def test_scripts_can_be_executed_in_a_zip_and_in_a_folder(tmp_path: Path) -> None:
    export("gradescope", tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
    assert {modes["run_autograder"], modes["setup.sh"]} == {0o755}
    assert modes["EXERCISE"] == 0o644
    export("gradescope", tmp_path / "folder")
    assert (tmp_path / "folder/run_autograder").stat().st_mode & 0o777 == 0o755


def test_the_info_of_a_prairielearn_question_keeps_to_its_schema(tmp_path: Path) -> None:
    export("prairielearn", tmp_path / "bundle.zip")
    info = json.loads(files_in(tmp_path / "bundle.zip")["questions/exercise-02/info.json"])
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", info["uuid"])
    assert (info["type"], info["gradingMethod"], info["title"]) == ("v3", "External", "Three at once")
    assert set(info["externalGradingOptions"]) == {"image", "entrypoint", "timeout", "enableNetworking"}
    assert 30 <= info["externalGradingOptions"]["timeout"] <= 600


def test_what_is_demanded_of_the_platform_travels_with_the_bundle(tmp_path: Path) -> None:
    export("gradescope", tmp_path / "bundle.zip", "--isolation", "full")
    assert files_in(tmp_path / "bundle.zip")["ISOLATION"] == b"full\n"
    export("github", tmp_path / "other.zip", "--isolation", "full")
    assert b"--isolation full" in files_in(tmp_path / "other.zip")[".github/workflows/grade.yml"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_text("mine")
    done = export("gradescope", tmp_path / "bundle.zip")
    assert done.exit_code == 2
    assert (tmp_path / "bundle.zip").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gradescop", "exercise-02", "-o", "x.zip"], "'gradescope', 'classroom50'"),
        (["gradescope", "exercise-99", "-o", "x.zip"], "no exercise called"),
        (["gradescope", "exercise-02", "-o", "x.zip", "--wheel", "setup.py"], "is not a wheel"),
        (["gradescope", "exercise-02"], "-o"),
    ],
)
def test_a_mistake_says_what_was_found(tmp_path: Path, words: list[str], said: str) -> None:
    line = ["export", *words, "--exercises", str(PROJECT / "exercises")]
    done = CliRunner().invoke(root, line)
    assert done.exit_code == 2
    assert said in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", TARGETS)
def test_the_suite_of_an_exam_goes_nowhere_where_learners_can_read_it(tmp_path: Path, target: str) -> None:
    for folder in ("exercises", "solutions"):
        shutil.copytree(PROJECT / folder / "exercise-02", tmp_path / folder / "exercise-02")
    manifest = tmp_path / "exercises/exercise-02/exercise.toml"
    manifest.write_text('kind = "exam"\n' + manifest.read_text().replace('kind = "practice"\n', ""))
    done = export(target, tmp_path / "bundle.zip", "--exercises", tmp_path / "exercises")
    if target in ("gradescope", "prairielearn"):
        assert done.exit_code == 0, done.output
    else:
        assert (done.exit_code, (tmp_path / "bundle.zip").exists()) == (2, False)
        assert "Export it for gradescope or prairielearn" in done.output
