"""What a hidden test says it expects; what a learner reads when it is not so.

`expect(x)` wraps a value or a run.  A method that does not hold raises `Unmet` with a fact (what the
run showed), an advice, and expected and actual side by side.  Only what the author wrote, and what
his expectation names, ever reaches a learner: never the test's source.
"""

from __future__ import annotations

import math
from typing import Any, NoReturn

from grader.judge.suites.words import seconds, shown
from grader.model import Opaque, Outcome, RunError


class Unmet(AssertionError):
    """A check does not hold: the learner's answer, not the suite, is what it is about."""

    def __init__(self, fact: str, advice: str = "", expected: str = "", actual: str = "") -> None:
        super().__init__(fact)
        self.fact, self.advice, self.expected, self.actual = fact, advice, expected, actual


def fail(fact: str, advice: str = "", expected: str = "", actual: str = "") -> NoReturn:
    """End the check as failed, with these words."""
    raise Unmet(fact, advice, expected, actual)


def expect(value: Any, label: str = "", advice: str = "") -> Expectation:
    """Begin an expectation about a run or any other value.

    label: what the value is, for the learner ("fetches at the same time"); for a run, what to call it
    instead of the function that was called.  advice: shown with whatever does not hold.  Raises
    TypeError for a coroutine: the test forgot an `await`.
    """
    if hasattr(value, "__await__"):
        raise TypeError("expect() was given an awaitable; the test has to await it first")
    return Expectation(value, label, advice)


class Expectation:
    """A value under test.  Every method returns the expectation itself, so that they chain."""

    def __init__(self, value: Any, label: str, advice: str) -> None:
        self._value, self._label, self._advice = value, label, advice

    # ---- runs ----------------------------------------------------------------------------------

    def finished(self, *, fact: str = "", advice: str = "") -> Expectation:
        """The call came to its end without an exception."""
        run = self._value
        if run.outcome is not Outcome.FINISHED:
            self._unmet(fact or how_it_ended(run, self._name), advice, "it finishes", str(run.outcome))
        return self

    def value(self, expected: Any, *, fact: str = "", advice: str = "") -> Expectation:
        """The call finished and returned an equal value; list and tuple are told apart."""
        self.finished(advice=advice)
        got = self._value.value
        if not same(got, expected):
            self._unmet(fact or f"{self._name} returned {shown(got)}.", advice, shown(expected), shown(got))
        return self

    def raises(self, error: type[BaseException] | str, *, fact: str = "", advice: str = "") -> Expectation:
        """The call ended with this exception, one derived from it, or a group that holds one."""
        name = error if isinstance(error, str) else error.__name__
        run = self._value
        if run.error is None or not _is_or_holds(run.error, name):
            ended = (
                how_it_ended(run, self._name)
                if run.outcome is not Outcome.FINISHED
                else f"{self._name} raised nothing."
            )
            self._unmet(
                fact or ended, advice, f"{name} comes out", run.error.type if run.error else "no exception"
            )
        return self

    def elapsed(
        self, wanted: float, *, within: float = 1e-6, fact: str = "", advice: str = ""
    ) -> Expectation:
        """The call took that many virtual seconds."""
        return self.elapsed_between(
            wanted - within, wanted + within, fact=fact, advice=advice, expected=seconds(wanted)
        )

    def elapsed_at_most(self, most: float, *, fact: str = "", advice: str = "") -> Expectation:
        """The call took no more virtual seconds than `most`."""
        expected = f"at most {seconds(most)}"
        return self.elapsed_between(-math.inf, most, fact=fact, advice=advice, expected=expected)

    def elapsed_between(
        self, low: float, high: float, *, fact: str = "", advice: str = "", expected: str = ""
    ) -> Expectation:
        """The call took between `low` and `high` virtual seconds, both included."""
        self.finished(advice=advice)
        took = self._value.elapsed
        if not low - 1e-9 <= took <= high + 1e-9:
            wanted = expected or f"{seconds(low)} to {seconds(high)}"
            self._unmet(fact or f"{self._name} took {seconds(took)}.", advice, wanted, seconds(took))
        return self

    # ---- any value -----------------------------------------------------------------------------

    def equals(self, expected: Any, *, fact: str = "", advice: str = "") -> Expectation:
        """The value is equal to `expected`, and of the same kind of container."""
        return self._hold(same(self._value, expected), shown(expected), fact, advice)

    def is_at_most(self, most: float, *, fact: str = "", advice: str = "") -> Expectation:
        """The number is not over `most`."""
        return self._hold(self._value <= most, f"at most {most}", fact, advice)

    def is_at_least(self, least: float, *, fact: str = "", advice: str = "") -> Expectation:
        """The number is not under `least`."""
        return self._hold(self._value >= least, f"at least {least}", fact, advice)

    def is_between(self, low: float, high: float, *, fact: str = "", advice: str = "") -> Expectation:
        """The number is between `low` and `high`, both included."""
        return self._hold(low <= self._value <= high, f"{low} to {high}", fact, advice)

    def contains(self, item: Any, *, fact: str = "", advice: str = "") -> Expectation:
        """`item in value`; text that describes an awaitable contains nothing."""
        value = self._value
        if isinstance(value, Opaque):
            value = "" if value.awaitable else value.text
        return self._hold(item in value, f"something that contains {shown(item)}", fact, advice)

    def is_true(self, fact: str = "", *, advice: str = "") -> Expectation:
        """The value is true; `fact` says what is the case when it is not."""
        return self._hold(bool(self._value), "", fact, advice, actual="")

    # ---- not so --------------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        """What to call the run under test."""
        return self._label or str(self._value.call)

    def _hold(
        self, holds: bool, expected: str, fact: str, advice: str, actual: str | None = None
    ) -> Expectation:
        if not holds:
            got = shown(self._value) if actual is None else actual
            what = (
                f"{self._label}: {got}" if self._label and got else self._label or got or "It does not hold."
            )
            self._unmet(fact or what, advice, expected, got)
        return self

    def _unmet(self, fact: str, advice: str, expected: str, actual: str) -> NoReturn:
        raise Unmet(fact, advice or self._advice, expected, actual)


def same(got: Any, expected: Any) -> bool:
    """Return whether two values are equal; an exception of the guest's equals one of its type and text."""
    if isinstance(got, RunError) and isinstance(expected, BaseException):
        return got.type == type(expected).__name__ and got.message == str(expected)
    if type(got) is not type(expected):
        return (
            bool(got == expected)
            if isinstance(got, (int, float)) and isinstance(expected, (int, float))
            else False
        )
    if isinstance(got, dict):
        return got.keys() == expected.keys() and all(same(got[key], expected[key]) for key in got)
    if isinstance(got, (list, tuple)):
        return len(got) == len(expected) and all(map(same, got, expected))
    return bool(got == expected)


def how_it_ended(run: Any, name: str = "") -> str:
    """Say in one sentence how a run ended that did not finish.  name: what to call it."""
    call = name or run.call
    if run.outcome is Outcome.FINISHED:
        return f"{call} finished."
    if run.outcome is Outcome.RAISED and run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        text = f": {run.error.message}" if run.error.message else ""
        return f"{call} ended with {run.error.type}{where}{text}".rstrip(".") + "."
    if run.outcome is Outcome.DEADLOCKED:
        left = "everything waited, and nothing was left that could go on"
        return f"{call} never ended: after {seconds(run.elapsed)} {left}."
    if run.outcome is Outcome.STUCK:
        return f"{call} never ended ({_STUCK.get(run.reason or '', run.reason or 'it made no progress')})."
    if run.outcome is Outcome.EXITED:
        return f"{call} ended the whole program ({run.reason})."
    return f"{call} was stopped ({_KILLED.get(run.reason or '', run.reason)})."


_STUCK = {
    "livelock": "its tasks gave each other turns for ever without any of them getting on",
    "cpu-limit": "it used the processor without a pause",
    "virtual-time-limit": "it went on waiting again and again, without an end",
    "too many steps": "it went on waiting again and again, without an end",
}
_KILLED = {
    "output-limit": "it printed more than a run may print",
    "wall-limit": "it did not come back within the time a run may take",
    "cpu-limit": "it used the processor without a pause",
}


def _is_or_holds(error: RunError, name: str) -> bool:
    return name in error.bases or name == error.type or any(_is_or_holds(e, name) for e in error.exceptions)
