"""Coroutines that were made and never run, each with the call that made it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import at, code
from grader.model import Fact, NeverAwaited

_MOST = 200


@dataclass(frozen=True, kw_only=True)
class Unawaited:
    """One of them.  call: what made it, where the source tells; same: how many were made on that line."""

    seen: Seen
    never: NeverAwaited
    call: ast.Call | None
    same: int

    @property
    def python_says(self) -> str:
        """Python's own warning."""
        return f"RuntimeWarning: {self.never.message}"

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the run showed of it."""
        line = self.call.lineno if self.call is not None else self.never.place and self.never.place.line
        where = f" on line {line}" if line else ""
        return (
            at(None, f"{code(self.never.name + '()')} makes a coroutine object{where}."),
            at(self.seen.trace.duration, f"{code(self.seen.call)} ends; nothing has awaited the object."),
        )


def unawaited(case: Case) -> Iterator[Unawaited]:
    """Yield every coroutine that was never awaited in a run that a failed check looked at."""
    for seen in case.suspects:
        lost = seen.trace.never_awaited
        on_line = Counter(never.place for never in lost)
        for never in lost[:_MOST]:  # a loop that never waits may make as many as a run may record
            call = case.source.call_at(never.place, never.name.rpartition(".")[2])
            yield Unawaited(seen=seen, never=never, call=call, same=on_line[never.place])
