"""`grade explain` and `grade rules`: what the grader can recognise, and what it says of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.judge.rules import shelf
from grader.judge.rules.page import read_page

Grade = Callable[..., Result]

PAGE = """\
# A course has a belief of its own

## In a report
- Something happened.

## What it does
Looks for *something*, see [the chapter](https://example.org/chapter).

## Why it matters
It does.

## Example
```python
x = 1
```

## Use instead
```python
x = 2
```

## What the learner believed
That it does not.

## Hint 1
One?

## Hint 2
Two.

## Hint 3
Three.

## Read more
- Chapter: “Something”
"""


@pytest.fixture
def own_rule(course: Path) -> Path:
    """A rule beside the hidden suite of exercise-02."""
    folder = course / "solutions" / "exercise-02" / "rules"
    folder.mkdir()
    (folder / "own_rule.md").write_text(PAGE, encoding="utf-8")
    (folder / "own_rule.py").write_text(
        "from grader.judge.rules.rule import INFORMATIVE\nLEVEL = INFORMATIVE\ndef detect(case): return ()\n"
    )
    return folder


def test_a_page_is_told_without_its_hints(own_rule: Path, grade: Grade) -> None:
    result = grade("explain", "own-rule")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "own-rule\n\n“A course has a belief of its own”\n\n"
        "Looks for something, see the chapter (https://example.org/chapter).\n\n"
        "Often believed\nThat it does not.\n\n"
        "Why it matters\nIt does.\n\n"
        "Example\n    x = 1\n\n"
        "Use instead\n    x = 2\n\n"
        "Read more\n- Chapter: “Something”\n"
    )


@pytest.mark.parametrize("rule", sorted(shelf.own_pages()))
def test_every_rule_can_be_explained(grade: Grade, rule: str) -> None:
    result = grade("explain", rule, env={"COLUMNS": "80"})
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{rule}\n")
    code = "".join(example.code for example in read_page(shelf.own_pages()[rule]).bad).splitlines()
    assert all(line.strip() in result.stdout for line in code)
    prose = [line for line in result.stdout.splitlines() if line[:4].strip() and "https://" not in line]
    assert max(map(len, prose)) <= 80
    assert re.search(r"\{[a-z_:]+\}", "\n".join(prose)) is None


@pytest.mark.parametrize("typed", ["await_in_loop", "Await-In-Loop", " await-in-loop "])
def test_a_rule_may_be_written_otherwise(grade: Grade, typed: str) -> None:
    assert grade("explain", typed).stdout.startswith("await-in-loop\n")


def test_near_names_are_offered_for_an_unknown_rule(grade: Grade) -> None:
    result = grade("explain", "await-in-lop")
    assert result.exit_code == 2
    assert "There is no rule await-in-lop. Did you mean await-in-loop" in result.stderr
    assert "grade rules" in result.stderr
    assert "unpacked" in grade("explain", "unpacked").stderr


def test_rules_are_listed_by_group_with_level_and_belief(own_rule: Path, grade: Grade) -> None:
    result = grade("rules", env={"COLUMNS": "120"})
    assert (result.exit_code, result.stderr) == (0, "")
    rows = [line.split(maxsplit=2) for line in result.stdout.splitlines() if line.startswith("  ")]
    assert {row[0] for row in rows} == {rule.id for rule in shelf.own_rules()} | {"own-rule"}
    assert {row[1] for row in rows} <= {"essential", "actionable", "informative"}
    assert "\n\nConcurrency\n" in result.stdout
    assert ["own-rule", "informative", "A course has a belief of its own"] in rows


def test_a_broken_rule_of_a_course_hides_no_other(own_rule: Path, grade: Grade) -> None:
    (own_rule / "own_rule.py").write_text("LEVEL = 3\n")
    result = grade("rules")
    assert result.exit_code == 0
    assert "await-in-loop" in result.stdout
    assert "own-rule: own_rule.py has no function" in result.stderr


def test_rules_need_no_course(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert grade("rules").exit_code == 0
    assert grade("explain", "await-in-loop").exit_code == 0
    assert grade("rules", "--key", "nowhere").exit_code == 2
