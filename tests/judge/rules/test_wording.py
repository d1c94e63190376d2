"""How what a run showed is put into a page's texts."""

import pytest

from grader.judge.rules.wording import fields, fill, headline, listed, seconds


@pytest.mark.parametrize(
    ("text", "words", "filled"),
    [
        ("{count:call} of {what}", {"count": 3, "what": "boil()"}, "Three calls of boil()"),
        ("{count:call} of {what}", {"count": 1, "what": "boil()"}, "One call of boil()"),
        ("called {count:times}", {"count": 2}, "called twice"),
        ("{n:fetch,fetches}", {"n": 14}, "14 fetches"),
        ("{took}, not {enough}", {"took": 6.0, "enough": 0.25}, "6 s, not 0.25 s"),
        ("{what} runs", {"what": "boil()"}, "boil() runs"),
        ("a `{name}`", {"name": "x`y\nz"}, "a `x'y z`"),
        ("```python\nf'{name}'\n```\n{name}", {"name": "x"}, "```python\nf'{name}'\n```\nx"),
    ],
)
def test_names_counts_and_seconds(text, words, filled) -> None:
    assert fill(text, words) == filled


def test_code_blocks_ask_for_nothing() -> None:
    assert fields("{a} {b:call}\n```python\n{c}\n```") == {"a", "b"}


def test_the_first_headline_that_is_known_and_short_is_taken() -> None:
    templates = ["{count:call} of {what}: {took}", "The calls of {what}", "Some calls"]
    assert headline(templates, {"count": 2, "what": "boil()", "took": 4.0}) == "Two calls of boil(): 4 s"
    assert headline(templates, {"what": "boil()"}) == "The calls of boil()"
    assert headline(templates, {"what": "b" * 60}) == "Some calls"


def test_a_headline_that_fits_nowhere_is_cut() -> None:
    assert headline(["{a} {a}"], {"a": "b" * 50}).endswith("b…")
    assert len(headline(["{a} {a}"], {"a": "b" * 50})) == 72


def test_a_headline_without_its_words_is_our_fault() -> None:
    with pytest.raises(KeyError):
        headline(["{count:call}"], {})


def test_durations_and_lists() -> None:
    assert [seconds(value) for value in (0.0, 2.0, 0.003, 2.12)] == ["0 s", "2 s", "3 ms", "2.12 s"]
    assert [listed(items) for items in ([1], [1, 2], [1, 2, 3])] == ["1", "1 and 2", "1, 2 and 3"]
