"""What learners get, byte for byte: `grade pack learner`, `grade start`, and grading with a sealed suite."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.catalog import CatalogError, find_root
from grader.cli.root import root
from grader.course.learner import stock
from grader.sealed import SEALED, files_of, seal

CANARY = "canary-7431"
MANIFEST = 'format = 1\ntitle = "T"\nsummary = "S"\n'
SUITE = f"""\
\"\"\"Hidden suite {CANARY}.\"\"\"
import pytest
from grader.suite import expect

pytestmark = pytest.mark.asyncio

async def test_seven(submission):
    \"\"\"main() returns 7.\"\"\"
    expect(await submission.run("main")).value(7)
"""
SOLUTION = f"async def main():\n    return 7  # {CANARY}\n"
STUB = "async def main():\n    # TODO\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """An exercise to practise with, an exam, and everything a key may hold."""
    for slug, kind in (("practise", "practice"), ("test", "exam")):
        folder, key = tmp_path / "course/exercises" / slug, tmp_path / "course/solutions" / slug
        for place in (folder, key / "right", key / "mutants", key / "rules"):
            place.mkdir(parents=True)
        (folder / "exercise.toml").write_text(MANIFEST + f'kind = "{kind}"\n')
        (folder / "exercise.py").write_text(STUB)
        (folder / "README.md").write_text("# T\n")
        (folder / ".notes").write_text(CANARY)
        (key / "test_hidden.py").write_text(SUITE)
        (key / "exercise.py").write_text(SOLUTION)
        (key / "right/other.py").write_text(SOLUTION)
        (key / "mutants/missing-return.py").write_text(f"async def main():\n    7  # {CANARY}\n")
    return tmp_path / "course"


def grade(*words: str | Path) -> Result:
    return CliRunner().invoke(root, [str(word) for word in words])


PACKED = {
    "README.md",
    *(f"exercises/{slug}/{name}" for slug in ("practise", "test") for name in ("README.md", "exercise.py", "exercise.toml")),
    f"exercises/practise/{SEALED}",
}  # fmt: skip


@pytest.mark.parametrize("target", ["pack", "pack.zip"])
def test_a_pack_holds_these_files_and_not_a_byte_of_the_key(course: Path, target: str) -> None:
    output = course.parent / target
    done = grade("pack", "learner", "-o", output, "--exercises", course / "exercises")
    assert done.exit_code == 0, done.output
    assert "2 exercises" in done.output
    if target.endswith(".zip"):
        with zipfile.ZipFile(output) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    else:
        files = {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()}
    assert {name for name in files if not name.endswith(".whl")} == PACKED
    assert [name for name, data in files.items() if CANARY.encode() in data] == []


def test_a_pack_depends_on_the_course_alone(course: Path) -> None:
    for name in ("a.zip", "b.zip"):
        grade("pack", "learner", "-o", course.parent / name, "--exercises", course / "exercises")
    assert (course.parent / "a.zip").read_bytes() == (course.parent / "b.zip").read_bytes()


def test_nothing_that_is_there_is_overwritten_and_nothing_half_written_left(course: Path) -> None:
    (course.parent / "pack").mkdir()
    done = grade("pack", "learner", "-o", course.parent / "pack", "--exercises", course / "exercises")
    assert done.exit_code == 2
    assert "is there already" in done.output
    (course / "solutions/practise/test_hidden.py").unlink()
    done = grade("pack", "learner", "-o", course.parent / "new", "--exercises", course / "exercises")
    assert done.exit_code == 2
    assert "practise: its test_hidden.py is not here" in done.output
    assert sorted(path.name for path in course.parent.iterdir()) == ["course", "pack"]


def test_a_sealed_suite_grades_as_the_key_does(course: Path) -> None:
    grade("pack", "learner", "-o", course.parent / "pack", "--exercises", course / "exercises")
    answer = course.parent / "answer.py"
    for text, code in ((SOLUTION, 0), ("async def main():\n    return 8\n", 1)):
        answer.write_text(text)
        words = ["practise", "--submission", answer, "--format", "json", "--isolation", "none", "--exercises"]
        sealed = grade(*words, course.parent / "pack/exercises")
        keyed = grade(*words, course / "exercises")
        assert (sealed.exit_code, keyed.exit_code) == (code, code), sealed.output
        one, other = json.loads(sealed.stdout), json.loads(keyed.stdout)
        assert (one["suite"].pop("sealed"), other["suite"].pop("sealed")) == (True, False)
        assert one == other
    shown = grade("show", "practise", "--exercises", course.parent / "pack/exercises")
    assert "Points: 1: other 1" in shown.output


def test_an_exam_cannot_be_graded_by_a_learner_and_says_why(course: Path) -> None:
    grade("pack", "learner", "-o", course.parent / "pack", "--exercises", course / "exercises")
    done = grade("test", "--exercises", course.parent / "pack/exercises")
    assert done.exit_code == 2
    assert "test is an exam: its suite stays with the instructor" in done.output


# ---- grade start -----------------------------------------------------------------------------


def test_a_second_start_keeps_the_answers_and_renews_the_rest(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade("pack", "learner", "-o", tmp_path / "pack", "--exercises", course / "exercises")
    monkeypatch.setattr(stock, "STOCK", tmp_path / "pack")
    mine = tmp_path / "mine"
    assert grade("start", mine).exit_code == 0
    files = {p.relative_to(mine).as_posix() for p in mine.rglob("*") if p.is_file()}
    assert {name for name in files if not name.endswith(".whl")} == PACKED
    (mine / "exercises/practise/exercise.py").write_text("my work\n")
    (mine / "exercises/practise/README.md").write_text("old\n")
    done = grade("start", mine)
    assert "Kept as it is: exercises/practise/exercise.py" in done.output
    assert (mine / "exercises/practise/exercise.py").read_text() == "my work\n"
    assert (mine / "exercises/practise/README.md").read_text() == "# T\n"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = grade("start", tmp_path / "file")
    assert done.exit_code == 2
    assert "file" in done.output


# ---- the seal --------------------------------------------------------------------------------


def test_what_is_sealed_comes_out_as_it_went_in(tmp_path: Path) -> None:
    files = {"test_hidden.py": b"x = 1\n", "rules/a-rule.py": bytes(range(256))}
    (tmp_path / SEALED).write_bytes(seal("exercise-01", files))
    assert files_of(tmp_path / SEALED) == files


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: b"", "not a sealed suite"),
        (lambda data: data.replace(b"suite 1 ", b"suite 2 "), "not a sealed suite"),
        (lambda data: data[:-20], "is damaged"),
        (lambda data: data.replace(data[-30:-25], b"AAAAA"), "is damaged"),
        (lambda data: data + b"\xff\xfe", "is damaged"),
    ],
)
def test_a_damaged_suite_is_named_and_never_run(tmp_path: Path, damage: object, said: str) -> None:
    path = tmp_path / SEALED
    path.write_bytes(damage(seal("exercise-01", {"test_hidden.py": b"x = 1\n" * 99})))  # type: ignore[operator]
    with pytest.raises(CatalogError, match=said):
        files_of(path)


@pytest.mark.parametrize("name", ["../evil.py", "/etc/evil", "a/../../b", ""])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / SEALED).write_bytes(seal("exercise-01", {name: b"x"}))
    with pytest.raises(CatalogError, match="is damaged"):
        files_of(tmp_path / SEALED)


def test_the_project_s_own_course_can_be_packed() -> None:
    project = Path(__file__).parents[3]
    from grader.course.learner.course import learner_files

    catalog = find_root(exercises=project / "exercises")
    files = learner_files(catalog)
    kinds = {slug: catalog.load(slug).kind for slug in catalog.slugs()}
    names = ("README.md", "exercise.py", "exercise.toml")
    wanted = {f"exercises/{slug}/{name}" for slug in kinds for name in names}
    wanted |= {f"exercises/{slug}/{SEALED}" for slug, kind in kinds.items() if kind == "practice"}
    assert set(files) == wanted
