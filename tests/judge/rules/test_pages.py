"""Every rule's page does what it says: its examples yield the finding, or none."""

import re

import pytest

from grader.judge.rules import shelf
from grader.judge.rules.finding import judged
from grader.judge.rules.page import read_page
from grader.judge.rules.rule import Rule
from grader.model import Finding

RULES = shelf.own_rules()
EXAMPLES = [
    pytest.param(rule, example, is_bad, id=f"{rule.id}-{'bad' if is_bad else 'good'}-{number}")
    for rule in RULES
    for is_bad, examples in ((True, read_page(rule.page).bad), (False, read_page(rule.page).good))
    for number, example in enumerate(examples, 1)
]
BANNED = re.compile(
    r"\b(just|simply|obviously|easy|easily|of course|wrong|bad|illegal|forbidden|should have)\b|!",
    re.IGNORECASE,
)
PERSONS = re.compile(r"\b(I|you|your|yours|we|our)\b", re.IGNORECASE)
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


@pytest.mark.parametrize(("rule", "example", "is_bad"), EXAMPLES)
def test_an_example_shows_what_it_is_there_for(rule, example, is_bad, program, answer) -> None:
    case = answer(example.code, rule) if example.judged else program(example.code)
    told = judged(case, [rule])
    assert told.faults == ()
    found = [finding for finding in told.findings if finding.rule == rule.id]
    assert bool(found) is is_bad, told
    for finding in found:
        keeps_to_the_style(finding, example.code)


def keeps_to_the_style(finding: Finding, code: str) -> None:
    """Assert what `style.md` asks of a finding as a learner reads it."""
    told = [finding.headline, *(fact.text for fact in finding.facts), finding.why]
    assert len(finding.headline) <= 72, finding.headline
    assert sum(words(text) for text in told[1:]) <= 60, told[1:]
    assert finding.line is not None
    assert 1 <= finding.line <= len(code.splitlines())
    for text in told:
        assert not PERSONS.search(CODE.sub("", text)), text
    for text in (*told, *finding.hints):
        assert not BANNED.search(CODE.sub("", text)), text
        assert "{" not in CODE.sub("", text), text
    for hint in finding.hints:
        assert words(re.sub(r"```.*?```", "", hint, flags=re.DOTALL)) <= 25, hint


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_keeps_to_the_form(rule: Rule) -> None:
    page = read_page(rule.page)
    assert len(page.title) <= 72
    assert not page.title.endswith(".")
    for text in (page.what, page.why, page.belief, *page.headlines):
        assert not PERSONS.search(CODE.sub("", text)), text
        assert not BANNED.search(CODE.sub("", text)), text
    assert not BANNED.search(CODE.sub("", page.text)), BANNED.search(CODE.sub("", page.text))
    code = re.findall(r"```python\n(.*?)```", page.hints[2], re.DOTALL)
    assert len(code) == 1, "hint 3 shows the pattern on another problem"
    assert len(code[0].strip().splitlines()) <= 4
    assert all("```" not in hint for hint in page.hints[:2])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_hint_3_is_about_another_problem_than_any_exercise(rule: Rule) -> None:
    hint = read_page(rule.page).hints[2]
    taken = {"fetch_data", "fetch", "url", "urls", "URLS", "observe", "worker", "resource", "handle"}
    assert set(re.findall(r"\w+", hint)) & taken == set()


def test_every_python_file_among_the_rules_has_its_page_and_the_other_way_round() -> None:
    folder = RULES[0].page.parents[1]
    modules = {path.with_suffix("") for path in folder.glob("*/*.py") if path.stem != "__init__"}
    assert modules == {path.with_suffix("") for path in folder.glob("*/*.md")}


def test_no_two_rules_have_the_same_name() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_no_two_rules_silence_each_other() -> None:
    silenced = {(rule.id, other) for rule in RULES for other in rule.silences}
    assert {pair for pair in silenced if pair[::-1] in silenced} == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_detector_is_short_enough_to_read(rule: Rule) -> None:
    code = rule.detect.__code__
    lines = [line for *_, line in code.co_lines() if line is not None]
    assert max(lines) - code.co_firstlineno < 25
