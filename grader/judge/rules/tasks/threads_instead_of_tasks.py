"""Threads with an event loop each take the place of tasks."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.unwatched import loops_in_threads
from grader.judge.rules.wording import number
from grader.judge.trace_ends import made_at

LEVEL = ESSENTIAL
SILENCES = ("no-explicit-task", "loop-per-thread", "run-per-call", "blocking-sleep", "blocking-io",
            "blocking-call-in-thread", "await-in-loop", "sequential-awaits")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("tasks"):
        loops = loops_in_threads(seen.trace)
        if not loops or seen.trace.own_tasks:
            continue
        threads = seen.trace.threads
        facts = (
            at(threads[0].started, f"{number(len(threads))} threads start.".capitalize()),
            at(loops[0].created, f"{number(len(loops))} event loops begin, one task in each.".capitalize()),
        )
        for thread in threads:
            place = thread.place or made_at(seen.trace, loops[0])
            yield seen.sighting(place, facts, threads=len(threads), count=len(loops))
