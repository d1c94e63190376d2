"""`grade new` makes an exercise that is proved as it stands, and touches nothing that exists."""

import re
import tomllib
from pathlib import Path

import pytest

from grader.catalog import Catalog, CatalogError
from grader.course.authoring import new
from grader.course.authoring.manifest_text import explained
from grader.course.authoring.new import make
from grader.course.authoring.trials import Plan
from grader.course.authoring.verify import verify
from grader.course.workers import Workers
from grader.manifest import _KEYS

STOCK = Path(__file__).parents[3]
TEMPLATE = (Path(new.__file__).parent / "template/exercise/exercise.toml").read_text(encoding="utf-8")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    (tmp_path / "exercises").mkdir()
    return Catalog(folder=tmp_path / "exercises")


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_new_exercise_is_proved_as_generated(catalog: Catalog, workers: Workers) -> None:
    made = make(catalog, "exercise-21", 'Tea, "at once" \\ é')
    (verification,) = verify(catalog, [made.folder], workers, Plan(repeats=1, schedules=1))
    assert verification.faults == ()
    assert verification.bench.exercise.title == 'Tea, "at once" \\ é'
    assert made.folder.joinpath("README.md").read_text().startswith('# Tea, "at once" \\ é\n')


def test_a_copy_of_an_exercise_keeps_its_texts_under_its_own_name(catalog: Catalog) -> None:
    stock = Catalog(folder=STOCK / "exercises").load("exercise-04")
    made = make(catalog, "exercise-21", "Turns", stock)
    assert stock.key
    assert made.key == catalog.folder.parent / "solutions/exercise-21"
    before, after = everything(stock.key), everything(made.key)
    assert before.keys() == after.keys()
    for name, text in before.items():
        assert after[name] == text.replace(b"exercise-04", b"exercise-21"), name
    assert everything(made.folder)["README.md"].startswith(b"# Turns\n")
    exercise = catalog.load("exercise-21")
    assert (exercise.title, exercise.concepts, exercise.topics) == ("Turns", stock.concepts, stock.topics)


def test_every_field_of_a_manifest_is_explained_where_it_stands(catalog: Catalog) -> None:
    stock = Catalog(folder=STOCK / "exercises").load("exercise-02")
    fresh = make(catalog, "exercise-21").folder
    copied = make(catalog, "exercise-22", like=stock).folder
    for folder in (fresh, copied):
        text = folder.joinpath("exercise.toml").read_text(encoding="utf-8")
        for key in _KEYS:
            found = re.search(rf'^# [^=\n]+\n(# )?(\[{key}(\."\*")?\]|{key} = )', text, re.MULTILINE)
            assert found, (folder.name, key)


@pytest.mark.parametrize(
    "manifest",
    [
        'format = 1\ntitle = "T"\nsummary = "S"\nconcepts = [\n  "one",\n  "two",\n]\n',
        'title = "T"\nformat = 1\nsummary = """S\n[not a table]"""\n[limits]\nevents = 500\n',
        'format = 1\ntitle = "T"\nsummary = "S"\n\n[checks."*"]\ndetail = "own_output"\n[verify]\nschedules = 2\n',
    ],
)
def test_an_explained_manifest_holds_the_same_values(manifest: str) -> None:
    text = explained(manifest, TEMPLATE, "Ü")
    assert tomllib.loads(text) == tomllib.loads(manifest) | {"title": "Ü"}


@pytest.mark.parametrize(
    "name", ["", "Exercise-21", "../up", "a b", "-x", "exercise_21", "x" + "/y", "ex--1"]
)
def test_a_name_that_is_none_is_refused(catalog: Catalog, name: str) -> None:
    with pytest.raises(CatalogError, match="such as exercise-21"):
        make(catalog, name)
    assert everything(catalog.folder.parent) == {}


@pytest.mark.parametrize("place", ["exercises", "solutions"])
def test_what_is_there_already_is_not_touched(catalog: Catalog, place: str) -> None:
    there = catalog.folder.parent / place / "exercise-21"
    there.mkdir(parents=True)
    (there / "mine.txt").write_text("mine")
    before = everything(catalog.folder.parent)
    with pytest.raises(CatalogError, match="is there already"):
        make(catalog, "exercise-21")
    assert everything(catalog.folder.parent) == before


def test_an_exercise_is_written_whole_or_not_at_all(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path.rename

    def full(self: Path, target: Path) -> Path:
        if target.parent.name == "solutions":
            raise OSError(28, "No space left on device", str(target))
        return made(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(CatalogError, match=r"No space left on device\. Nothing was made"):
        make(catalog, "exercise-21")
    assert everything(catalog.folder.parent) == {}
    assert list(catalog.folder.iterdir()) == []
