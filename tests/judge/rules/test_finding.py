"""From what detectors see to what a report shows: order, silence, merging, and rules that raise."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.finding import judged
from grader.judge.rules.rule import Rule, Sighting, at
from grader.judge.trace import Trace
from grader.model import CheckResult, Level, Outcome, Place, Run, Status
from tests.judge.rules.test_page import page

ESSENTIAL, ACTIONABLE = Level.ESSENTIAL, Level.ACTIONABLE


@pytest.fixture
def rule(tmp_path: Path) -> Callable[..., Rule]:
    file = tmp_path / "page.md"
    file.write_text(page(**{"In a report": "- {name} on {lines}.\n- On {lines}.\n- Somewhere."}))

    def make(name: str, *sightings: Sighting, level: Level = ESSENTIAL, **more: object) -> Rule:
        def detect(_: Case) -> Iterable[Sighting]:
            return sightings

        more.setdefault("silences", frozenset())
        return Rule(id=name, group="", level=level, detect=detect, page=file, **more)  # type: ignore[arg-type]

    return make


def case(*statuses: tuple[str, Status, tuple[int, ...]], source: str = "x = 1\ny = 'é'; z = 2\n") -> Case:
    checks = [CheckResult(id=name, title=name, status=status, runs=runs) for name, status, runs in statuses]
    runs = [Run(call=call, outcome=Outcome.FINISHED, elapsed=2.0) for call in ("main()", "fetch()")]
    seen = [Seen(run=run, trace=Trace(run), index=index) for index, run in enumerate(runs)]
    return Case(source, seen, checks)


def place(line: int, column: int | None = 1, end: int | None = 2) -> Place:
    return Place(file="", line=line, function="main", column=column, end_line=line, end_column=end)


def seen(line: int = 1, run: int | None = 0, **words: str) -> Sighting:
    return Sighting(place=place(line), run=run, words=words)


def ids(found) -> list[str]:
    return [finding.rule for finding in found.findings]


FAILED = ("first", Status.FAILED, (0,))
OTHER = ("second", Status.FAILED, (1,))


def test_the_same_rule_on_several_lines_is_one_finding(rule) -> None:
    told = judged(case(FAILED), [rule("a", seen(2, name="x"), seen(1), seen(2))])
    (found,) = told.findings
    assert (found.line, found.headline) == (2, "x on lines 1 and 2.")
    assert [one.line for one in found.places] == [2, 1]
    assert told.because == {"first": "a"}


def test_columns_are_counted_in_characters(rule) -> None:
    told = judged(case(FAILED), [rule("a", Sighting(place=place(2, 10, 11)))])
    assert (told.findings[0].column, told.findings[0].end_column) == (9, 10)


def test_a_cause_silences_its_consequences(rule) -> None:
    told = judged(case(FAILED), [rule("b", seen()), rule("a", seen(), silences=frozenset({"b"}))])
    assert ids(told) == ["a"]


def test_a_warning_silences_nothing_essential(rule) -> None:
    quiet = rule("a", seen(), level=ACTIONABLE, silences=frozenset({"b"}))
    assert ids(judged(case(FAILED), [rule("b", seen()), quiet])) == ["b", "a"]


def test_what_explains_most_comes_first_and_then_the_line(rule) -> None:
    both = rule("c", seen(9, run=0), seen(9, run=1))
    told = judged(case(FAILED, OTHER), [rule("a", seen(5, run=1)), rule("b", seen(4, run=0)), both])
    assert ids(told) == ["c", "b", "a"]
    assert told.because == {"first": "c", "second": "c"}


def test_a_symptom_comes_last_and_only_with_news(rule) -> None:
    symptom = rule("a", seen(run=0), symptom=True)
    assert ids(judged(case(FAILED), [symptom, rule("b", seen(run=0))])) == ["b"]
    assert ids(judged(case(FAILED, OTHER), [symptom, rule("b", seen(run=1))])) == ["b", "a"]
    assert ids(judged(case(FAILED), [symptom])) == ["a"]


def test_at_most_three(rule) -> None:
    assert len(judged(case(FAILED), [rule(name, seen()) for name in "abcde"]).findings) == 3


def test_no_rule_contradicts_the_verdict(rule) -> None:
    passed = case(("first", Status.PASSED, (0,)))
    told = judged(passed, [rule("a", seen()), rule("b", seen(), level=ACTIONABLE)])
    assert ids(told) == ["b"]


def test_an_essential_finding_explains_a_failed_check(rule) -> None:
    half = case(("first", Status.PASSED, (0,)), OTHER)
    assert ids(judged(half, [rule("a", seen(run=0))])) == ["not-recognised"]
    assert ids(judged(half, [rule("a", seen(run=None))])) == ["a"]


def test_a_program_without_checks_is_explained_too(rule) -> None:
    assert ids(judged(case(), [rule("a", seen())])) == ["a"]


def test_a_rule_that_raises_is_ours_and_costs_nothing(rule) -> None:
    def detect(_: Case) -> Iterable[Sighting]:
        yield seen()
        raise IndexError("so many")

    broken = Rule(id="b", group="", level=ESSENTIAL, detect=detect, page=Path("nowhere.md"))
    told = judged(case(FAILED), [broken, rule("a", seen())])
    assert ids(told) == ["a"]
    assert [(fault.rule, fault.error) for fault in told.faults] == [("b", "IndexError: so many")]


def test_a_page_that_cannot_be_read_is_ours_too(rule) -> None:
    broken = Rule(id="b", group="", level=ESSENTIAL, detect=lambda _: [seen()], page=Path("nowhere.md"))
    told = judged(case(FAILED), [broken])
    assert [fault.rule for fault in told.faults] == ["b"]
    assert ids(told) == ["not-recognised"]


def test_a_failure_no_rule_knows_is_told_in_facts(rule) -> None:
    told = judged(case(FAILED), [])
    (found,) = told.findings
    assert (found.rule, found.headline, found.level) == ("not-recognised", "first", ESSENTIAL)
    assert told.because == {}


def test_facts_and_addresses_of_objects(rule) -> None:
    sighting = Sighting(
        place=place(1), facts=(at(0.0, "It starts."),), python_says="RuntimeError: <task at 0x7f00aa>"
    )
    (found,) = judged(case(FAILED), [rule("a", sighting)]).findings
    assert found.facts == (at(0.0, "It starts."),)
    assert found.python_says == "RuntimeError: <task>"
