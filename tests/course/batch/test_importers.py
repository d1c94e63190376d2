"""Every layout as its platform writes it, as a zip and unpacked."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course.batch.errors import ImporterError, PatternError
from grader.course.batch.importers import shelf
from grader.course.batch.importers.gradescope import read_submitters
from grader.course.batch.importers.pattern import Pattern
from grader.course.batch.intake import Answer
from grader.course.batch.source import open_source
from tests.course.batch.trees import both, placed, taken_in, unpacked, zipped

CODE = "x = 1\n"


def by_key(answers: list[Answer]) -> dict[str, str]:
    return {answer.key: answer.path for answer in answers}


def test_a_folder_of_files(tmp_path: Path) -> None:
    for tree in both(tmp_path, {"ann.py": CODE, "bob.py": CODE, "notes.txt": "x"}):
        name, answers, unmatched = taken_in(tree)
        assert name == "files"
        assert by_key(answers) == {"ann": "ann.py", "bob": "bob.py"}
        assert [(one.path, one.why) for one in unmatched] == [("notes.txt", "not a Python file")]
        tree.close()


def test_a_folder_of_folders_with_a_folder_around_them(tmp_path: Path) -> None:
    members = {
        "hand-in/ann/exercise.py": CODE,
        "hand-in/ann/helper.py": CODE,
        "hand-in/bob/my answer.py": CODE,
        "hand-in/cem/one.py": CODE,
        "hand-in/cem/two.py": CODE,
        "hand-in/dan/answer.docx": "x",
        "hand-in/list.csv": "x",
    }
    for tree in both(tmp_path, members):
        name, answers, unmatched = taken_in(tree)
        assert name == "folders"
        assert by_key(answers) == {"ann": "hand-in/ann/exercise.py", "bob": "hand-in/bob/my answer.py"}
        assert answers[0].beside == ("helper.py",)
        assert {one.path: one.why for one in unmatched} == {
            "hand-in/list.csv": "beside the learners' folders, in none of them",
            "hand-in/cem/one.py": "several Python files and none called exercise.py: one.py, two.py",
            "hand-in/dan/answer.docx": "no Python file among answer.docx",
        }
        tree.close()


def test_a_whole_course_in_a_learners_folder_has_the_exercise_by_its_name(tmp_path: Path) -> None:
    members = {f"ann/exercises/exercise-0{number}/exercise.py": CODE for number in (1, 2, 3)}
    members |= {f"bob/exercise-0{number}/exercise.py": CODE for number in (1, 3)}
    for tree in both(tmp_path, members):
        _, answers, unmatched = taken_in(tree)
        assert by_key(answers) == {"ann": "ann/exercises/exercise-02/exercise.py"}
        assert unmatched[0].why.startswith("several files called exercise.py: exercise-01/exercise.py")
        tree.close()


def test_canvas(tmp_path: Path) -> None:
    members = {
        "smithjane_12345_678901_exercise.py": CODE,
        "smithjane_12345_678902_exercise-1.py": CODE + "y = 2\n",
        "leejo_LATE_77_678903_exercise-2.py": CODE,
        "anon_AbC12_678904_exercise.py": CODE,
        "LATE_anon_Zz9_678905_exercise.py": CODE,
        "van_der_berg_55_678906_exercise.py": CODE,
        "orourke_66_text.html": "<p>",
        "stray.txt": "x",
    }
    for tree in both(tmp_path, members):
        name, answers, unmatched = taken_in(tree)
        assert name == "canvas"
        assert by_key(answers) == {
            "12345": "smithjane_12345_678902_exercise-1.py",
            "77": "leejo_LATE_77_678903_exercise-2.py",
            "AbC12": "anon_AbC12_678904_exercise.py",
            "Zz9": "LATE_anon_Zz9_678905_exercise.py",
            "55": "van_der_berg_55_678906_exercise.py",
        }
        facts = {answer.key: (answer.late, answer.attempt) for answer in answers}
        assert facts["12345"] == (False, 2)
        assert facts["77"] == (True, 3)
        assert facts["Zz9"] == (True, 1)
        assert {one.path: one.why for one in unmatched} == {
            "orourke_66_text.html": "typed into Canvas or a link, not a file",
            "stray.txt": "not named as Canvas names submissions",
            "smithjane_12345_678901_exercise.py": "an earlier attempt; a later one is graded",
        }
        learner = next(answer for answer in answers if answer.key == "12345").learners[0]
        assert learner == {"user_id": "12345", "attachment_id": "678902", "name": "smithjane"}
        tree.close()


@pytest.mark.parametrize(
    "layout",
    [
        "{who}_{id}_assignsubmission_file/{file}",
        "{who}_{id}_assignsubmission_file_/{file}",
        "{who}_{id}_assignsubmission_file_{file}",
    ],
)
def test_moodle_in_its_three_layouts(tmp_path: Path, layout: str) -> None:
    people = [("Sam Student", "42"), ("Participant", "43"), ("Group A", "7"), ("NAILA HAFIDZ", "10019166")]
    members = {layout.format(who=who, id=number, file="exercise.py"): CODE for who, number in people}
    members["Ola Text_44_assignsubmission_onlinetext/onlinetext.html"] = "<p>"
    for tree in both(tmp_path, members):
        name, answers, unmatched = taken_in(tree)
        assert name == "moodle"
        assert {answer.key: answer.learners[0]["name"] for answer in answers} == {
            number: who for who, number in people
        }
        assert [one.why for one in unmatched] == ["typed into Moodle, not a file"]
        tree.close()


METADATA = """---
submission_101:
  :submitters:
  - :name: Solo Student
    :sid: '100'
    :email: solo@example.edu
  :created_at: 2026-02-01 10:00:00.000000000 Z
  :score: 3.0
  :results:
    output: |
      submission_999:
        :submitters:
        - :name: Forged
    tests:
    - :name: not a person
submission_102:
  :submitters:
  - :name: "Pair \\xC9 One"
    :sid: '2''00'
    :email: one@example.edu
  - :name: Pair Two
    :sid: '201'
    :email:
  :history:
  - :name: an earlier self
"""


def test_gradescope(tmp_path: Path) -> None:
    members = {
        "assignment_9_export/submission_metadata.yml": METADATA,
        "assignment_9_export/submission_101/exercise.py": CODE,
        "assignment_9_export/submission_102/src/exercise.py": CODE,
        "assignment_9_export/submission_103/exercise.py": CODE,
    }
    for tree in both(tmp_path, members):
        name, answers, unmatched = taken_in(tree)
        assert name == "gradescope"
        assert sorted(by_key(answers)) == ["101", "102", "103"]
        learners = {answer.key: answer.learners for answer in answers}
        assert learners["101"] == (
            {"submission": "101", "name": "Solo Student", "sid": "100", "email": "solo@example.edu"},
        )
        assert [one["name"] for one in learners["102"]] == ["Pair É One", "Pair Two"]
        assert learners["102"][0]["sid"] == "2'00"
        assert learners["103"] == ({"submission": "103"},)
        assert unmatched == []
        tree.close()


def test_what_a_program_printed_is_no_submitter() -> None:
    assert set(read_submitters(METADATA)) == {"101", "102"}
    assert "Forged" not in str(read_submitters(METADATA))


def test_classroom_50_takes_user_names_from_the_lists(tmp_path: Path) -> None:
    members = {
        "cs-hw1-ann-lee/.classroom50.yaml": "x",
        "cs-hw1-ann-lee/exercise.py": CODE,
        "cs-hw1-ann-bo/exercise.py": CODE,
        "cs-hw1-ann-bo/result.json": '{"owner": "ann-bo"}',
        "cs-hw1-eve/result.json": '{"owner": "ann-lee"}',
        "cs-hw1-eve/exercise.py": CODE,
        "scores.csv": "username,email,late\nann-lee,ann@example.edu,true\neve,,false\n",
        "readme.txt": "x",
    }
    for tree in both(tmp_path, members):
        name, answers, unmatched = taken_in(tree)
        assert name == "classroom"
        learners = {answer.key: answer.learners[0] for answer in answers}
        assert {key: learner["username"] for key, learner in learners.items()} == {
            "cs-hw1-ann-lee": "ann-lee",
            "cs-hw1-ann-bo": "ann-bo",
            "cs-hw1-eve": "eve",
        }
        assert {answer.key for answer in answers if answer.late} == {"cs-hw1-ann-lee"}
        assert learners["cs-hw1-ann-lee"]["email"] == "ann@example.edu"
        assert [one.path for one in unmatched] == ["readme.txt"]
        tree.close()


def test_github_classroom_takes_user_names_from_the_folder_around(tmp_path: Path) -> None:
    members = {
        "hw1-submissions/hw1-ann-lee/exercise.py": CODE,
        "hw1-submissions/hw1-ann-bo/exercise.py": CODE,
    }
    for tree in both(tmp_path, members):
        name, answers, _ = taken_in(tree)
        assert name == "classroom"
        assert [answer.learners[0]["username"] for answer in answers] == ["ann-bo", "ann-lee"]
        tree.close()


def test_a_pattern_takes_the_latest_attempt(tmp_path: Path) -> None:
    members = {
        "Ex 2_ann_attempt_2026-03-01-09-00-00_exercise.py": CODE,
        "Ex 2_ann_attempt_2026-03-01-10-00-00_exercise.py": CODE,
        "Ex 2_bob_attempt_2026-02-01-09-00-00_solution.py": CODE,
        "Ex 2_bob_attempt_2026-02-01-09-00-00.txt": "x",
    }
    importer = Pattern(r".+_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9-]+)_(?P<file_id>.+)")
    tree = open_source(unpacked(tmp_path / "source", members))
    found, unmatched = placed(tree, importer)
    assert sorted((one.key, one.order[:4]) for one in found) == [
        ("ann", (2026, 3, 1, 9)),
        ("ann", (2026, 3, 1, 10)),
        ("bob", (2026, 2, 1, 9)),
    ]
    assert [one.why for one in unmatched] == ["--pattern does not match it"]


def test_a_pattern_has_to_name_the_learner() -> None:
    with pytest.raises(PatternError, match="student_id"):
        Pattern(r"(?P<name>.+)\.py")
    with pytest.raises(PatternError, match="not a regular expression"):
        Pattern("(")


def test_a_source_of_no_known_layout_is_told_with_what_it_holds(tmp_path: Path) -> None:
    tree = open_source(unpacked(tmp_path / "source", {"data.csv": "x"}))
    with pytest.raises(ImporterError, match=r"data\.csv"):
        shelf.detect(tree)


# ---- plug-ins ------------------------------------------------------------------------------


class Point:
    """An entry point of a package that is not installed."""

    dist = None

    def __init__(self, name: str, made: object) -> None:
        self.name, self._made = name, made

    def load(self) -> object:
        if isinstance(self._made, Exception):
            raise self._made
        return self._made


def offer(monkeypatch: pytest.MonkeyPatch, name: str, made: object) -> None:
    monkeypatch.setattr(shelf, "entry_points", lambda group: [Point(name, made)])


def test_an_installed_package_may_offer_an_importer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "ours", Pattern("(?P<student_id>.+)"))
    assert "ours" in shelf.names()
    assert shelf.detect(open_source(unpacked(tmp_path / "source", {"a.py": CODE}))).name == "ours"


@pytest.mark.parametrize("made", [ImportError("no module named x"), object()])
def test_a_broken_importer_is_one_clear_error_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: object
) -> None:
    offer(monkeypatch, "broken", made)
    with pytest.raises(ImporterError, match="The importer “broken” cannot be used: "):
        shelf.load("broken")
    chosen = shelf.detect(open_source(unpacked(tmp_path / "source", {"a.py": CODE})))
    assert chosen.name == "files"
    assert len(chosen.faults) == 1


def test_an_unknown_importer_is_told_the_known_ones() -> None:
    with pytest.raises(ImporterError, match="Known: canvas, classroom, files, folders, gradescope, moodle"):
        shelf.load("blackboard")


def test_a_source_without_files_is_told_so_with_what_was_refused(tmp_path: Path) -> None:
    with (
        open_source(zipped(tmp_path / "x.zip", {"/ada.py": "x"})) as tree,
        pytest.raises(ImporterError, match=r"holds no file that can be read: /ada\.py: an absolute name"),
    ):
        shelf.detect(tree)
