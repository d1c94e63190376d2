"""Tasks of one kind of which some were awaited and the others taken to be done: words and facts."""

from __future__ import annotations

from collections.abc import Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import Sighting, at, code
from grader.judge.rules.unwatched import Family, families
from grader.judge.rules.wording import number
from grader.judge.trace_ends import made_at
from grader.model import Fact


def partly_awaited(case: Case, first: bool) -> Iterator[Sighting]:
    """Yield the families of tasks that were awaited in part.

    first: those whose first task was awaited and whose last was not; otherwise all others.
    """
    seens = sorted(case.suspects, key=lambda seen: seen.run.error is None)  # where it came out, first
    for seen in seens:
        for family in families(case, seen):
            tasks = family.all
            if first is (tasks[0] in family.awaited and tasks[-1] in family.ignored):
                facts, which = tuple(_facts(seen, family)), _which(len(family.awaited), first)
                for task in family.ignored:
                    yield seen.sighting(made_at(seen.trace, task), facts, count=len(tasks), which=which)


def _which(awaited: int, first: bool) -> str:
    if first:
        return "the first was" if awaited == 1 else f"the first {number(awaited)} were"
    return "one of them was" if awaited == 1 else f"{number(awaited)} of them were"


def _facts(seen: Seen, family: Family) -> Iterator[Fact]:
    tasks, done = family.all, family.awaited
    yield at(tasks[0].created, f"{number(len(tasks))} tasks are made.".capitalize())
    verb = "one that is awaited is" if len(done) == 1 else f"{number(len(done))} that are awaited are"
    yield at(done[-1].ended, f"The {verb} done.")
    alive = sum(task.ended is None for task in family.ignored)
    error = seen.run.error
    end = f" with {error.type}" if error is not None else ""
    if alive or end:
        rest = f"; {number(alive)} of the others {'has' if alive == 1 else 'have'} not ended" if alive else ""
        yield at(seen.trace.duration, f"{code(seen.call)} ends{end}{rest}.")
