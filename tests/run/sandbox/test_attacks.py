"""Every attack of our own, at every level this machine has: nothing passes, leaks, changes or stays."""

from pathlib import Path

import pytest

from tests.run.sandbox.arena import read

ATTACKS = [read(path) for path in sorted((Path(__file__).parent / "programs").glob("*.py"))]
KINDS = {
    "bad encodings", "escaping time accounting", "exhausting resources", "exit calls", "hostile results",
    "import shadowing", "leaving processes behind", "network use", "protocol injection",
    "reading hidden files", "tampering", "verdict forgery",
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_gets_nothing(arena, attack):
    got, report, _seconds = arena.face(attack, next_one=False)
    assert got == [], report.runs[:1]


def test_the_next_answer_is_graded_as_if_nothing_had_been(arena):
    got, _report, _seconds = arena.face(ATTACKS[0])
    assert got == []


def test_there_is_an_attack_of_every_kind():
    assert {attack.kind for attack in ATTACKS} == KINDS
