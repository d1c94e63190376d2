"""What is handed out holds the whole grader and nothing of the key."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECRET = {"solutions", "tests", "mutants", "right", "test_hidden.py"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Build wheel and sdist once; their file names, without the top folder."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as file, tarfile.open(sdist) as archive:
        unpacked = [name.partition("/")[2] for name in archive.getnames()]
        return {"wheel": file.namelist(), "sdist": unpacked, "path": [str(wheel)]}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_nothing_of_the_key_or_the_tests_is_handed_out(built: dict[str, list[str]], kind: str) -> None:
    assert [name for name in built[kind] if SECRET & set(name.split("/"))] == []


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_every_file_of_the_package_is_handed_out(built: dict[str, list[str]], kind: str) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "grader").rglob("*") if path.is_file()}
    needed = {file for file in files if "__pycache__" not in file and "/." not in file}
    assert needed - set(built[kind]) == set()


def test_wheel_and_sdist_carry_the_exercises_with_sealed_suites(built: dict[str, list[str]]) -> None:
    files = {"README.md", "exercise.py", "exercise.toml", "suite.sealed"}
    slugs = [path.parent.name for path in ROOT.glob("exercises/*/exercise.toml")]
    for kind, place in (("wheel", "grader/stock/"), ("sdist", "")):
        top = f"{place}exercises/"
        found = {name.removeprefix(top) for name in built[kind] if name.startswith(top)}
        assert {name for name in found if "." in name} == {
            f"{slug}/{file}" for slug in slugs for file in files
        }


def test_the_wheel_is_made_again_from_what_was_installed(
    built: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.metadata import Distribution

    from grader.course.learner import wheel

    with zipfile.ZipFile(built["path"][0]) as file:
        file.extractall(tmp_path)
        before = {name: file.read(name) for name in file.namelist() if not name.endswith("RECORD")}
    (info,) = tmp_path.glob("*.dist-info")
    with (info / "RECORD").open("a") as record:
        record.write(f"{info.name}/direct_url.json,,\n../../../bin/grade,,\n")
    (info / "direct_url.json").write_text('{"url": "file:///somewhere"}')
    monkeypatch.setattr(wheel, "distribution", lambda _name: Distribution.at(info))
    made = wheel.own_wheel()
    assert made is not None
    assert made[0] == Path(built["path"][0]).name
    (tmp_path / "again.whl").write_bytes(made[1])
    with zipfile.ZipFile(tmp_path / "again.whl") as file:
        assert {name: file.read(name) for name in file.namelist() if not name.endswith("RECORD")} == before
        lines = file.read(f"{info.name}/RECORD").decode().splitlines()
    assert {line.split(",")[0] for line in lines} == {*before, f"{info.name}/RECORD"}


def test_the_sdist_has_the_exercises_and_what_a_reader_needs(built: dict[str, list[str]]) -> None:
    exercises = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("exercises/*/*") if path.is_file()}
    assert exercises
    assert exercises | {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml"} <= set(built["sdist"])


def test_a_learner_s_download_has_nothing_of_the_key(tmp_path: Path) -> None:
    """`git archive`, and the zip a code host makes, obey `.gitattributes`."""
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    for name in (
        "solutions/exercise-01/test_hidden.py",
        "tests/test_x.py",
        "exercises/exercise-01/exercise.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("x = 1\n")

    def git(*args: str) -> bytes:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.hooksPath=/dev/null"]
        return subprocess.run(["git", *who, *args], cwd=tmp_path, check=True, capture_output=True).stdout

    try:
        git("init", "-q")
    except FileNotFoundError:
        pytest.skip("git is not here")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    (tmp_path / "x.zip").write_bytes(git("archive", "--format=zip", "HEAD"))
    with zipfile.ZipFile(tmp_path / "x.zip") as file:
        names = [name for name in file.namelist() if not name.endswith("/")]
    assert sorted(names) == [".gitattributes", "exercises/exercise-01/exercise.py"]
