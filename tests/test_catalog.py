"""`grader.catalog` and `grader.manifest`: finding exercises, and reading what an instructor wrote."""

from pathlib import Path

import pytest

from grader.catalog import CatalogError, UnknownExercise, find_root
from grader.model import CheckPolicy, Limits, VerifyPolicy

MINIMAL = 'format = 1\ntitle = "T"\nsummary = "S"\n'


def make(course: Path, *slugs: str, manifest: str = MINIMAL) -> Path:
    for slug in slugs:
        folder = course / "exercises" / slug
        folder.mkdir(parents=True)
        (folder / "exercise.toml").write_text(manifest, encoding="utf-8")
    return course / "exercises"


def error_of(course: Path, manifest: str) -> str:
    exercises = make(course, "exercise-01", manifest=manifest)
    with pytest.raises(CatalogError) as caught:
        find_root(exercises=exercises).load("exercise-01")
    message = str(caught.value)
    assert "exercise.toml" in message
    return message


# ---- where exercises are -------------------------------------------------------------------


def test_a_folder_with_a_manifest_is_an_exercise_and_nothing_else_is(tmp_path: Path) -> None:
    exercises = make(tmp_path, "exercise-01", "any name")
    (exercises / "notes").mkdir()
    (exercises / "README.md").write_text("no exercise")
    assert find_root(exercises=exercises).slugs() == ["any name", "exercise-01"]


def test_exercises_are_listed_as_a_reader_counts(tmp_path: Path) -> None:
    exercises = make(tmp_path, "exercise-10", "exercise-2", "exercise-03")
    assert find_root(exercises=exercises).slugs() == ["exercise-2", "exercise-03", "exercise-10"]


@pytest.mark.parametrize("below", [".", "exercises", "exercises/exercise-01", "some/where/else"])
def test_the_exercises_are_found_from_anywhere_in_the_course(tmp_path: Path, below: str) -> None:
    exercises = make(tmp_path, "exercise-01")
    (tmp_path / below).mkdir(parents=True, exist_ok=True)
    assert find_root(tmp_path / below).folder == exercises


def test_the_current_folder_is_where_the_search_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercises = make(tmp_path, "exercise-01")
    monkeypatch.chdir(exercises)
    assert find_root().folder == exercises


def test_an_exercise_copied_to_anywhere_is_found_from_within(tmp_path: Path) -> None:
    alone = tmp_path / "homework" / "exercise-01"
    alone.mkdir(parents=True)
    (alone / "exercise.toml").write_text(MINIMAL)
    assert find_root(alone).load("exercise-01").folder == alone


def test_no_exercises_anywhere_says_how_to_name_them(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="--exercises DIR"):
        find_root(tmp_path)


def test_a_named_folder_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="nothing is there"):
        find_root(exercises=tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(CatalogError, match="that is a file"):
        find_root(exercises=tmp_path / "file")


# ---- which exercise is meant ---------------------------------------------------------------


@pytest.mark.parametrize("word", ["exercise-02", "02", "2", "exercise-2", "ex2", "ex-02", "Exercise-02"])
def test_an_abbreviation_only_one_exercise_has_is_enough(tmp_path: Path, word: str) -> None:
    exercises = make(tmp_path, "exercise-01", "exercise-02", "exercise-12", "exercise-20")
    assert find_root(exercises=exercises).load(word).slug == "exercise-02"


def test_an_exact_name_wins_over_the_names_it_abbreviates(tmp_path: Path) -> None:
    exercises = make(tmp_path, "queue", "queue-workers")
    assert find_root(exercises=exercises).load("queue").slug == "queue"
    assert find_root(exercises=exercises).load("workers").slug == "queue-workers"


def test_an_abbreviation_of_several_names_them_all(tmp_path: Path) -> None:
    exercises = make(tmp_path, "exercise-01", "exercise-02", "exercise-03")
    with pytest.raises(CatalogError, match="may mean exercise-01, exercise-02 or exercise-03"):
        find_root(exercises=exercises).load("exercise")


@pytest.mark.parametrize("word", ["exercise-2O", "exrcise-02", "9" * 5000, "", "-", "\0"])
def test_an_unknown_name_says_which_are_near_or_known(tmp_path: Path, word: str) -> None:
    exercises = make(tmp_path, "exercise-01", "exercise-02")
    with pytest.raises(UnknownExercise, match=r"(Near names|Known): .*exercise-02"):
        find_root(exercises=exercises).load(word)


def test_a_path_to_the_folder_is_as_good_as_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercises = make(tmp_path, "exercise-02")
    catalog = find_root(exercises=exercises)
    monkeypatch.chdir(exercises / "exercise-02")
    for path in (exercises / "exercise-02", str(exercises / "exercise-02") + "/", ".", "../exercise-02"):
        assert catalog.load(path).slug == "exercise-02"


def test_a_path_that_is_no_exercise_says_what_is_there(tmp_path: Path) -> None:
    exercises = make(tmp_path, "exercise-02")
    (tmp_path / "file.py").touch()
    for path, found in (
        (tmp_path, "no exercise.toml"),
        (tmp_path / "file.py", "a file"),
        (tmp_path / "x", "nothing"),
    ):
        with pytest.raises(CatalogError, match=found):
            find_root(exercises=exercises).load(path)


# ---- the key -------------------------------------------------------------------------------


def test_the_key_lies_beside_the_exercises(tmp_path: Path) -> None:
    exercises = make(tmp_path, "exercise-01", "exercise-02")
    place = tmp_path / "solutions" / "exercise-01"
    place.mkdir(parents=True)
    catalog = find_root(exercises=exercises)
    assert catalog.load("exercise-01").key == place
    assert catalog.load("exercise-02").key is None


def test_a_key_that_was_named_must_have_the_exercise(tmp_path: Path) -> None:
    exercises = make(tmp_path, "exercise-01")
    key = tmp_path / "private"
    key.mkdir()
    with pytest.raises(CatalogError, match="has no folder “exercise-01”"):
        find_root(exercises=exercises, key=key).load("exercise-01")
    (key / "exercise-01").mkdir()
    assert find_root(exercises=exercises, key=key).load("exercise-01").key == key / "exercise-01"


# ---- exercise.toml -------------------------------------------------------------------------


def test_every_key_of_a_manifest_reaches_the_exercise(tmp_path: Path) -> None:
    manifest = MINIMAL + (
        'chapter = "4"\nconcepts = ["gather", "star"]\n'
        'topics = ["result"]\nfile = "answer.py"\ncall = "observe"\n'
        'first_step = "Open the file."\n[limits]\ncpu_seconds = 3\nthreads = 8\n'
    )
    exercise = find_root(exercises=make(tmp_path, "exercise-01", manifest=manifest)).load("exercise-01")
    assert (exercise.title, exercise.summary, exercise.chapter) == ("T", "S", "4")
    assert (exercise.concepts, exercise.topics) == (("gather", "star"), ("result",))
    assert (exercise.file, exercise.call, exercise.first_step) == ("answer.py", "observe", "Open the file.")
    assert exercise.limits == Limits(cpu_seconds=3.0, threads=8)
    assert type(exercise.limits.cpu_seconds) is float


def test_a_check_is_shown_as_its_own_table_says_and_otherwise_as_the_one_for_all(tmp_path: Path) -> None:
    manifest = MINIMAL + (
        'kind = "exam"\n[checks."*"]\nvisibility = "after_due"\n[checks.test_a]\ndetail = "kind_only"\n'
        "[verify]\nkill_rate = 1\nschedules = 3\n"
    )
    exercise = find_root(exercises=make(tmp_path, "exercise-01", manifest=manifest)).load("exercise-01")
    assert exercise.kind == "exam"
    assert exercise.policy("test_a") == CheckPolicy(test="test_a", detail="kind_only")
    assert exercise.policy("test_b") == CheckPolicy(test="*", visibility="after_due")
    assert exercise.verify == VerifyPolicy(kill_rate=1.0, schedules=3)


def test_an_exercise_may_have_no_call_without_arguments(tmp_path: Path) -> None:
    exercises = make(tmp_path, "exercise-01", manifest=MINIMAL + 'call = ""\n')
    assert find_root(exercises=exercises).load("exercise-01").call == ""


def test_a_manifest_may_leave_out_all_but_format_title_and_summary(tmp_path: Path) -> None:
    exercise = find_root(exercises=make(tmp_path, "exercise-01")).load("exercise-01")
    assert (exercise.file, exercise.call, exercise.limits) == ("exercise.py", "main", Limits())
    assert (exercise.kind, exercise.policy("test_a")) == ("practice", CheckPolicy())


@pytest.mark.parametrize("missing", ["title", "summary", "format"])
def test_what_a_manifest_needs_is_named(tmp_path: Path, missing: str) -> None:
    manifest = "".join(line + "\n" for line in MINIMAL.splitlines() if not line.startswith(missing))
    assert f"{missing} is missing" in error_of(tmp_path, manifest)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ('titel = "x"', ["titel is not a known key", "Did you mean title?", "Known: format"]),
        ("chapter = 4", ["chapter is 4", "a text in quotes"]),
        ('concepts = "gather"', ["concepts is 'gather'", "a list of texts"]),
        ('concepts = ["gather", 3]', ["concepts is", "a list of texts"]),
        ('file = "../secret.py"', ["file is '../secret.py'", "without a folder"]),
        ('file = "exercise"', ["file is 'exercise'"]),
        ('call = "main()"', ["call is 'main()'", "the name of a function"]),
        ("limits = 3", ["limits is 3", "[limits]"]),
        ("[limits]\ncpu_secs = 1", ["[limits] cpu_secs", "Did you mean cpu_seconds"]),
        ("[limits]\ncpu_seconds = 0", ["[limits] cpu_seconds is 0", "from 0.1 to 600"]),
        ("[limits]\ncpu_seconds = nan", ["[limits] cpu_seconds is nan"]),
        ('[limits]\nwall_seconds = "3"', ["[limits] wall_seconds is '3'", "a number"]),
        ("[limits]\nthreads = 2.5", ["[limits] threads is 2.5", "a whole number"]),
        ("[limits]\nthreads = true", ["[limits] threads is True"]),
        ('kind = "test"', ["kind is 'test'", "practice or exam"]),
        ("checks = 3", ["checks is 3", "a table: [checks]"]),
        ("[checks]\ntest_a = 3", ["test_a is 3", "[checks.test_a]"]),
        ('[checks.test_a]\nvisible = "no"', ["[checks.test_a] visible", "Did you mean visibility"]),
        ('[checks."*"]\nvisibility = "never"', ["visibility is 'never'", "always, after_due"]),
        ("[verify]\nkill_rate = 95", ["[verify] kill_rate is 95", "a number from 0 to 1"]),
        ("[verify]\nschedules = 0.5", ["[verify] schedules is 0.5", "a whole number"]),
        ("title\n", ["not valid TOML", "line 4"]),
    ],
)
def test_a_mistake_in_a_manifest_names_the_key_what_was_found_and_what_is_allowed(
    tmp_path: Path, line: str, parts: list[str]
) -> None:
    message = error_of(tmp_path, MINIMAL + line)
    assert [part for part in parts if part not in message] == []


def test_a_title_of_two_lines_is_refused(tmp_path: Path) -> None:
    message = error_of(tmp_path, 'format = 1\ntitle = "a\\nb"\nsummary = "S"\n')
    assert "title is 'a\\nb'. Allowed: one line of text" in message


def test_a_later_format_is_said_before_its_unknown_keys(tmp_path: Path) -> None:
    message = error_of(tmp_path, "format = 2\nnew_thing = 1\n")
    assert "format is 2" in message
    assert "newer grader" in message


def test_a_manifest_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    exercises = make(tmp_path, "exercise-01")
    (exercises / "exercise-01" / "exercise.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(CatalogError, match="not UTF-8"):
        find_root(exercises=exercises).load("exercise-01")


def test_every_limit_has_a_range_that_holds_its_default() -> None:
    from dataclasses import fields

    from grader.manifest import _RANGES, _SWITCHES

    assert {field.name for field in fields(Limits)} == {*_RANGES, *_SWITCHES}
    assert not any(getattr(Limits(), name) for name in _SWITCHES)
    for name, (low, high) in _RANGES.items():
        assert low <= getattr(Limits(), name) <= high, name
