"""asyncio.wait returns with the first task, and the rest are left behind."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number
from grader.judge.trace_waits import dropped_after, standings

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "result-before-done", "awaits-only-first-task", "wrong-result-shape",
            "wrong-delay")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for wait in standings(seen.trace, "wait"):
            over = wait.over and wait.what != "as_completed" and not wait.timed_out
            left = dropped_after(seen.trace, wait) if over and wait.unfinished else ()
            if left and wait.place is not None:
                line = f" on line {wait.place.line}"
                rest = f"{number(len(left))} of {number(len(wait.tasks))} tasks are not done"
                facts = (
                    at(wait.start, f"{code('asyncio.wait')}{line} begins to wait."),
                    at(wait.end, f"It returns; {rest}."),
                    at(seen.trace.duration, f"{code(seen.call)} ends, and they are cancelled."),
                )
                yield seen.sighting(wait.place, facts, count=len(left), all=len(wait.tasks))
