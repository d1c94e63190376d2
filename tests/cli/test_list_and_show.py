"""`grade list` and `grade show`."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Grade = Callable[..., Result]


def test_list_names_every_exercise_with_its_title(course: Path, grade: Grade) -> None:
    result = grade("list")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "exercise-01  Three at once  gather, star\n"
        "exercise-02  Three at once  gather, star\n"
        "exercise-03  Three at once  gather, star\n"
    )


def test_one_broken_exercise_does_not_hide_the_others(course: Path, grade: Grade) -> None:
    (course / "exercises" / "exercise-01" / "exercise.toml").write_text("titel = 3\n")
    result = grade("list")
    assert result.exit_code == 2
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["exercise-02", "exercise-03"]
    assert "titel is not a known key" in result.stderr


def test_a_new_folder_with_a_manifest_is_listed_at_once(course: Path, grade: Grade) -> None:
    folder = course / "exercises" / "exercise-04"
    folder.mkdir()
    assert "exercise-04" not in grade("list").stdout
    (folder / "exercise.toml").write_bytes(
        (course / "exercises" / "exercise-01" / "exercise.toml").read_bytes()
    )
    assert "exercise-04" in grade("list").stdout


def test_show_tells_the_task_the_file_and_the_points_by_topic(course: Path, grade: Grade) -> None:
    result = grade("show", "2")
    assert result.exit_code == 0
    assert result.stdout == (
        "Three at once\n"
        "\n"
        "    await x\n"
        "\n"
        "File:   exercises/exercise-02/exercise.py\n"
        "Runs:   main()\n"
        "Points: 10: result 3, concurrency 7\n"
        "Grade:  grade exercise-02\n"
    )


def test_show_without_a_readme_or_a_key_shows_what_there_is(course: Path, grade: Grade) -> None:
    result = grade("show", "exercise-03")
    assert result.exit_code == 0
    assert "Fetch three." in result.stdout
    assert "Points" not in result.stdout


def test_show_never_runs_or_prints_the_hidden_suite(course: Path, grade: Grade) -> None:
    (course / "solutions" / "exercise-02" / "test_hidden.py").write_text("raise SystemExit('secret')\n")
    result = grade("show", "2")
    assert result.exit_code == 0
    assert "secret" not in result.output
