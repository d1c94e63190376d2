"""Which exercises changed."""

from pathlib import Path

from grader.catalog import Catalog
from grader.course.authoring.changes import wait_for_change
from grader.course.authoring.new import make


def test_a_changed_exercise_is_named_once_writing_has_ended(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    catalog = Catalog(folder=tmp_path / "exercises")
    folders = [make(catalog, name).folder for name in ("exercise-21", "exercise-22")]
    looks = 0

    def pause(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks in (3, 4):
            (tmp_path / "solutions/exercise-22/test_hidden.py").write_text("#" * looks)

    assert wait_for_change(folders, catalog, pause) == [folders[1]]
    assert looks == 5


def test_a_file_that_is_deleted_or_added_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    catalog = Catalog(folder=tmp_path / "exercises")
    made = make(catalog, "exercise-21")
    steps = iter([lambda: (made.key / "mutants/await-in-loop.py").unlink(), lambda: None])
    assert wait_for_change([made.folder], catalog, lambda _: next(steps)()) == [made.folder]
