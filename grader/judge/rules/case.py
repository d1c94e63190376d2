"""What a rule may look at: the runs and their traces, the source, and what the checks said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from grader.judge.rules.rule import Sighting, Word
from grader.judge.rules.source import Source
from grader.judge.trace import Trace
from grader.judge.trace_names import short_name
from grader.model import CheckResult, Fact, Outcome, Place, Run, RunError, Schedule, Status

MAX_CALL = 24


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One run.  index: its number among the runs of the grading, which checks refer to."""

    run: Run
    trace: Trace
    index: int = 0

    @property
    def plain(self) -> bool:
        """Whether it ran in the ordinary order of events."""
        return self.run.schedule == Schedule()

    @property
    def finished(self) -> bool:
        """Whether the call came to its end and returned something."""
        return self.run.outcome is Outcome.FINISHED

    @cached_property
    def target(self) -> str:
        """Name of the function that was called; of a whole program, of its main coroutine."""
        if not self.run.call.startswith("python "):
            return self.run.call.partition("(")[0]
        return short_name(self.trace.main.coroutine) if self.trace.main is not None else "the program"

    @property
    def call(self) -> str:
        """The call in few words: `main()`, `fetch_data(…)`."""
        if len(self.run.call) <= MAX_CALL and self.run.call.startswith(self.target):
            return self.run.call
        bare = self.run.call.startswith("python ") or self.run.call.endswith("()")
        return self.target if self.target == "the program" else f"{self.target}({'' if bare else '…'})"

    def sighting(
        self, place: Place | None, facts: Iterable[Fact] = (), python_says: str = "", **words: Word
    ) -> Sighting:
        """Return what was seen in this run at `place`."""
        return Sighting(place=place, facts=tuple(facts), words=words, run=self.index, python_says=python_says)


class Case:
    """One answer, as the rules see it.

    runs: every run, the plain one of the exercise's call first.  checks: none when a program was only
    looked at.  call: the exercise's function.  untouched: the answer is still the stub.
    """

    def __init__(
        self,
        source: str,
        runs: Iterable[Seen],
        checks: Iterable[CheckResult] = (),
        call: str = "main",
        untouched: bool = False,
    ) -> None:
        self.source = Source(source)
        self.call = call
        self.untouched = untouched
        self.checks = tuple(checks)
        self.runs = tuple(sorted(runs, key=lambda seen: (not seen.plain, seen.target != call, seen.index)))

    @property
    def main(self) -> Seen | None:
        """The run to look at first: the plain one of the exercise's call."""
        return self.runs[0] if self.runs else None

    @cached_property
    def failed(self) -> tuple[CheckResult, ...]:
        """The checks that did not pass."""
        return tuple(check for check in self.checks if check.status is Status.FAILED)

    @cached_property
    def suspects(self) -> tuple[Seen, ...]:
        """The runs that a failed check looked at; all of them when no check failed."""
        if not self.failed:
            return self.runs
        wanted = {index for check in self.failed for index in check.runs}
        return tuple(seen for seen in self.runs if seen.index in wanted)

    @property
    def load_error(self) -> RunError | None:
        """Why the file could not be loaded, when that is so; there is no call and hardly a trace then."""
        found = (seen.run.error for seen in self.runs if seen.run.outcome is Outcome.NOT_LOADED)
        return next(found, None)

    def questioned(self, *topics: str) -> tuple[Seen, ...]:
        """The runs that a failed check on one of these topics looked at.

        All runs for a program without checks, and all suspects for a suite that names no topics.
        """
        if not any(check.topic for check in self.checks):
            return self.suspects
        wanted = {index for check in self.failed if check.topic in topics for index in check.runs}
        return tuple(seen for seen in self.runs if seen.index in wanted)

    def asked(self, *topics: str) -> tuple[Seen, ...]:
        """The runs that a failed check on one of these topics looked at; none without such a check."""
        return self.questioned(*topics) if any(check.topic in topics for check in self.failed) else ()

    def sighting(self, place: Place | None, facts: Iterable[Fact] = (), **words: Word) -> Sighting:
        """Return what the source alone shows."""
        return Sighting(place=place, facts=tuple(facts), words=words)
