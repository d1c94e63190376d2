"""What holds, what does not, and in which words."""

from types import SimpleNamespace

import pytest

from grader.judge.suites.expectations import Unmet, expect, fail, same
from grader.model import Opaque, Outcome, RunError

TASK = Opaque(type="Task", text="<Task> result='url1'", awaitable=True)


def a_run(**fields):
    base = {
        "call": "main()",
        "outcome": Outcome.FINISHED,
        "value": None,
        "elapsed": 2.0,
        "error": None,
        "reason": None,
    }
    return SimpleNamespace(**base | fields)


def unmet(method, *args, **kwargs):
    with pytest.raises(Unmet) as caught:
        method(*args, **kwargs)
    return caught.value


def test_what_holds_says_nothing_and_chains():
    run = a_run(value=["a"], elapsed=2.0)
    expect(run).finished().value(["a"]).elapsed(2).elapsed_at_most(2).elapsed_between(1.7, 2.7)
    expect(3).is_at_most(3).is_at_least(3).is_between(1, 3).equals(3)
    expect("a url").contains("url").is_true("never shown")


def test_a_value_that_differs_is_shown_beside_what_was_expected():
    said = unmet(expect(a_run(value=["b"]), advice="Look at the order.").value, ["a"])
    assert (said.fact, said.expected, said.actual) == ("main() returned ['b'].", "['a']", "['b']")
    assert said.advice == "Look at the order."


def test_a_run_that_did_not_finish_says_how_it_ended_first():
    error = RunError(
        type="TypeError", message="unhashable type: 'list'", line=12, bases=("TypeError", "Exception")
    )
    said = unmet(expect(a_run(outcome=Outcome.RAISED, error=error)).value, ["a"])
    assert said.fact == "main() ended with TypeError on line 12: unhashable type: 'list'."


def test_elapsed_names_virtual_seconds():
    said = unmet(expect(a_run(elapsed=6.0)).elapsed_between, 1.7, 2.7)
    assert (said.fact, said.expected, said.actual) == ("main() took 6 s.", "1.7 s to 2.7 s", "6 s")


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (RunError(type="KeyError", message="", bases=("KeyError", "LookupError", "Exception")), LookupError),
        (
            RunError(
                type="ExceptionGroup",
                message="",
                bases=("ExceptionGroup",),
                exceptions=(RunError(type="ValueError", message="", bases=("ValueError",)),),
            ),
            ValueError,
        ),
    ],
    ids=["base class", "in a group"],
)
def test_raises_sees_base_classes_and_groups(error, wanted):
    expect(a_run(outcome=Outcome.RAISED, error=error)).raises(wanted)


def test_raises_says_what_came_instead():
    assert unmet(expect(a_run()).raises, ValueError).fact == "main() raised nothing."


def test_a_run_may_be_called_otherwise_than_by_its_call():
    slow = a_run(elapsed=6.0)
    assert unmet(expect(slow, "The loop").elapsed, 2).fact == "The loop took 6 s."
    assert unmet(expect(slow, "The loop").raises, "KeyError").fact == "The loop raised nothing."


def test_an_awaitable_contains_nothing_though_its_text_does():
    assert unmet(expect(TASK).contains, "url1").actual == "a Task that was not awaited"


def test_a_coroutine_under_test_is_the_suites_own_mistake():
    async def main():
        return 1

    coroutine = main()
    with pytest.raises(TypeError, match="await it first"):
        expect(coroutine)
    coroutine.close()


@pytest.mark.parametrize(
    ("got", "expected", "equal"),
    [
        ([1], [1], True),
        ([1], (1,), False),
        (True, 1, True),
        (1.0, 1, True),
        ({"a": [1]}, {"a": [1]}, True),
        ({"a": [1]}, {"a": (1,)}, False),
        (RunError(type="ValueError", message="x"), ValueError("x"), True),
        (RunError(type="ValueError", message="x"), KeyError("x"), False),
        ("1", 1, False),
        (TASK, "x", False),
    ],
    ids=repr,
)
def test_same_is_equality_of_plain_data(got, expected, equal):
    assert same(got, expected) is equal


def test_fail_carries_all_four_fields():
    with pytest.raises(Unmet) as caught:
        fail("a fact", advice="an advice", expected="x", actual="y")
    said = caught.value
    assert (said.fact, said.advice, said.expected, said.actual) == ("a fact", "an advice", "x", "y")
