"""Where rules come from: the package, and an exercise's own folder."""

from pathlib import Path

from grader.judge.rules import shelf
from tests.judge.rules.test_page import page

DETECTOR = '''"""A rule of the course's own."""
from grader.judge.rules.rule import INFORMATIVE, Sighting
LEVEL = INFORMATIVE
SILENCES = ("await-in-loop",)
def detect(case):
    return [Sighting()]
'''


def test_the_package_has_rules_in_groups() -> None:
    found = {rule.id: rule for rule in shelf.own_rules()}
    assert found["await-in-loop"].group == "concurrency"
    assert "sequential-awaits" in found["await-in-loop"].silences


def test_an_exercise_may_bring_rules(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "counts_twice.py").write_text(DETECTOR)
    (folder / "counts_twice.md").write_text(page())
    rules, faults = shelf.all_rules(tmp_path)
    assert faults == ()
    assert rules[-1].id == "counts-twice"
    assert [seen.place for seen in rules[-1].detect(None)] == [None]
    assert sorted(path.name for path in folder.iterdir()) == ["counts_twice.md", "counts_twice.py"]


def test_an_exercise_s_rule_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "await_in_loop.py").write_text(DETECTOR)
    (tmp_path / "await_in_loop.md").write_text(page())
    (tmp_path / "rules").symlink_to(tmp_path)
    rules, _ = shelf.all_rules(tmp_path)
    assert [str(rule.level) for rule in rules if rule.id == "await-in-loop"] == ["informative"]


def test_what_is_amiss_with_one_rule_costs_only_that_one(tmp_path: Path) -> None:
    (tmp_path / "a_syntax.py").write_text("def (")
    (tmp_path / "no_level.py").write_text("def detect(case): ...")
    (tmp_path / "no_detect.py").write_text("x = 1")
    (tmp_path / "good.py").write_text(DETECTOR)
    for name in ("a_syntax", "no_level", "no_detect", "good", "alone"):
        (tmp_path / f"{name}.md").write_text(page())
    rules, faults = shelf.rules_in(tmp_path, "course")
    assert [rule.id for rule in rules] == ["good"]
    assert {fault.rule: fault.error.partition(":")[0] for fault in faults} == {
        "a-syntax": "SyntaxError",
        "alone": "alone.md has no alone.py beside it",
        "no-detect": "no_detect.py has no function `detect`",
        "no-level": "no_level.py has no LEVEL",
    }


def test_every_rule_of_the_package_can_be_loaded():
    assert shelf.all_rules()[1] == ()
