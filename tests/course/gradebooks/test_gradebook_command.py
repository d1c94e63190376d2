"""`grade gradebook`: the scores of a batch go into a copy, its reports into a zip, and every doubt is told."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader import model
from grader.cli.root import root
from grader.course.batch.digest import digest_of
from grader.course.batch.intake import Answer
from grader.course.batch.ledger import Ledger
from grader.course.batch.task import Graded
from grader.report.encoding import to_json
from tests.course.gradebooks.test_canvas import ANN, CAT, HEADER, POSSIBLE
from tests.course.gradebooks.test_moodle import EN

CANARY = "canary-7f3a"
BOOK = HEADER + POSSIBLE + ANN + CAT.replace("EX", "")


def report(name: str) -> model.Report:
    hidden = model.CheckResult(
        id="test_hidden",
        title=CANARY,
        status=model.Status.FAILED,
        max_points=3,
        fact=CANARY,
        visibility="staff",
    )
    shown = model.CheckResult(
        id="test_value", title="The values are right.", status=model.Status.PASSED, points=7, max_points=7
    )
    return model.Report(
        grader_version="0",
        exercise="exercise-02",
        title="Three at once",
        file="exercise.py",
        sha256="0" * 64,
        source=f"# the answer of {name}\n",
        outcome=model.Verdict.FAILED,
        max_score=10,
        isolation=model.Isolation(level="full"),
        checks=(shown, hidden),
    )


def graded(id_: str, one: model.Report) -> Graded:
    return Graded(
        id=id_, report=zlib.compress(to_json(one).encode()), page=b"", digest=digest_of(one), outcome=str(one.outcome),
        score=7, max_score=10, level="full", wall_seconds=1.0, cpu_seconds=1.0,
    )  # fmt: skip


def answer(key: str, path: str, **learner: str) -> Answer:
    return Answer(key=key, path=path, sha256=key, learners=(learner,), late=key == "13")


CANVAS = [
    answer("11", "leeann_11_501_exercise.py", user_id="11", attachment_id="501", name="leeann"),
    answer("13", "katzcat_LATE_13_502_exercise.py", user_id="13", attachment_id="502", name="katzcat"),
]
MOODLE = [
    answer("9", "Nine N_9_assignsubmission_file_/exercise.py", participant="9", name="Nine N"),
    answer("77", "Nobody_77_assignsubmission_file_/exercise.py", participant="77", name="Nobody"),
]


def batch(folder: Path, answers: list[Answer], *, person: str = "") -> Path:
    folder.mkdir()
    with Ledger(folder / "ledger.sqlite") as ledger:
        ledger.begin({"exercise": "exercise-02", "title": "Three at once", "importer": "x"}, answers)
        for entry in ledger.claim(10, 0.0):
            ledger.record([graded(entry.id, report(entry.key))])
            if entry.key == person:
                ledger.for_a_person(entry.id, "a worker was lost with it three times")
    return folder


def run(
    tmp_path: Path, name: str, answers: list[Answer], exported: str, *words: str, person: str = ""
) -> Result:
    (tmp_path / "export.csv").write_bytes(exported.encode())
    folder = batch(tmp_path / "graded", answers, person=person)
    line = [
        "gradebook",
        name,
        str(folder),
        str(tmp_path / "export.csv"),
        "-o",
        str(tmp_path / "filled.csv"),
        *words,
    ]
    return CliRunner().invoke(root, line)


def members(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_batch_goes_into_a_copy_of_the_gradebook(tmp_path: Path) -> None:
    done = run(tmp_path, "canvas", CANVAS, BOOK)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "export.csv").read_text() == BOOK
    expected = BOOK.replace("3.00,,,70.0", "3.00,7.00,,70.0").replace("cat,XC 101,,,", "cat,XC 101,,7.00,")
    assert (tmp_path / "filled.csv").read_text() == expected
    assert "Scores filled into “Exercise 2 (12345)”: 2" in done.output
    assert "Late submissions, for information: 1\n  katzcat (13, 502)" in done.output


def test_what_is_left_to_a_person_gets_no_points_and_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "canvas", CANVAS, BOOK, person="11")
    assert (tmp_path / "filled.csv").read_text() == BOOK.replace("cat,XC 101,,,", "cat,XC 101,,7.00,")
    assert "left to a person: a worker was lost with it three times" in done.output


def test_a_submission_without_a_row_is_told_and_ends_with_1(tmp_path: Path) -> None:
    done = run(tmp_path, "moodle", MOODLE, EN)
    assert done.exit_code == 1
    assert "Submissions without a row: 1\n  Nobody (77)" in done.output
    assert "row 3: Twelve Learner (12, t@example.org): no submission" in done.output


def test_reports_go_back_in_folders_that_moodle_knows(tmp_path: Path) -> None:
    run(tmp_path, "moodle", MOODLE, EN, "--feedback-zip", str(tmp_path / "back.zip"))
    found = members(tmp_path / "back.zip")
    assert list(found) == ["Nine N_9_assignfeedback_file/report.html"]
    (page,) = found.values()
    assert "the answer of 9" in page
    assert CANARY not in page


def test_reports_go_back_to_canvas_under_the_names_it_gave(tmp_path: Path) -> None:
    run(tmp_path, "canvas", CANVAS, BOOK, "--feedback-zip", str(tmp_path / "back.zip"))
    found = members(tmp_path / "back.zip")
    assert sorted(found) == ["katzcat_LATE_13_502_exercise.py", "leeann_11_501_exercise.py"]
    for text in found.values():
        assert "The values are right." in text
        assert CANARY not in text
        assert all(line.startswith("#") for line in text.splitlines())


def test_what_is_written_is_the_owners_alone(tmp_path: Path) -> None:
    run(tmp_path, "canvas", CANVAS, BOOK, "--feedback-zip", str(tmp_path / "back.zip"))
    for name in ("filled.csv", "back.zip"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_the_same_reports_give_the_same_zip(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        run(tmp_path / name, "moodle", MOODLE[:1], EN, "--feedback-zip", str(tmp_path / name / "back.zip"))
    assert (tmp_path / "a/back.zip").read_bytes() == (tmp_path / "b/back.zip").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["canvas", "GRADED", "EXPORT", "-o", "EXPORT"], "is another file of this command"),
        (["canvas", "GRADED", "EXPORT", "--feedback-zip", "EXPORT"], "is another file of this command"),
        (["canvas", "GRADED", "none.csv"], "none.csv is not a file"),
        (["canvas", "nowhere", "EXPORT"], "holds no ledger.sqlite"),
        (
            ["canva", "GRADED", "EXPORT"],
            "There is no gradebook 'canva'. There are canvas, moodle, classroom50",
        ),
        (["classroom50", "GRADED", "EXPORT", "--feedback-zip", "x.zip"], "takes no files to upload"),
        (["canvas", "GRADED", "EXPORT", "--column", "Quiz 9"], 'There is no assignment "Quiz 9"'),
    ],
)
def test_mistakes_are_told_and_write_nothing(tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "export.csv").write_text(BOOK)
    folder = batch(tmp_path / "graded", CANVAS)
    places = {"GRADED": str(folder), "EXPORT": str(tmp_path / "export.csv")}
    done = CliRunner().invoke(root, ["gradebook", *(places.get(word, word) for word in words)])
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.csv", "graded"]
    assert (tmp_path / "export.csv").read_text() == BOOK


def test_a_link_to_the_exported_file_is_the_exported_file(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("export.csv")
    done = run(tmp_path, "canvas", CANVAS, BOOK, "-o", str(tmp_path / "link.csv"))
    assert done.exit_code == 2
    assert (tmp_path / "export.csv").read_text() == BOOK


def test_an_unjudged_report_never_goes_back(tmp_path: Path) -> None:
    run(tmp_path, "canvas", CANVAS, BOOK, "--feedback-zip", str(tmp_path / "back.zip"), person="11")
    assert list(members(tmp_path / "back.zip")) == ["katzcat_LATE_13_502_exercise.py"]


def test_a_file_that_cannot_be_run_has_zero_points() -> None:
    from grader.course.gradebooks.graded import _scores

    one = replace(_entry(), outcome="ungradable", score=0)
    (score,) = _scores(one)
    assert (score.points, score.comment) == (
        0,
        "Graded automatically: 0 of 10 points; the file cannot be run.",
    )


def _entry():  # type: ignore[no-untyped-def]
    from grader.course.batch.ledger import Entry

    return Entry(
        id="a", key="k", path="p", sha256="0", attempt=1, late=False, beside=(), learners=({"user_id": "1"},),
        state="graded", tries=0, why="", outcome="passed", score=10, max_score=10, level="full", digest=None,
        wall_seconds=None,
    )  # fmt: skip


# ---- gradebooks of others ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("no_such_package:BOOK", "cannot be loaded: ModuleNotFoundError"),
        ("grader:__version__", "is made for api_version None, this grader has 1"),
    ],
)
def test_a_broken_gradebook_of_a_package_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, said: str
) -> None:
    from importlib.metadata import EntryPoint

    from grader.course.gradebooks import shelf

    points = {"theirs": EntryPoint("theirs", target, shelf.ENTRY_POINTS)}
    monkeypatch.setattr(shelf, "_installed", lambda: points)
    done = run(tmp_path, "theirs", CANVAS, BOOK)
    assert (done.exit_code, said in done.output) == (2, True), done.output
    listed = CliRunner().invoke(root, ["formats"])
    assert (listed.exit_code, said in listed.stderr, "  canvas: " in listed.stdout) == (0, True, True)
