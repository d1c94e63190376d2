"""One task carries out, one after the other, what several tasks could."""

from collections.abc import Iterable
from dataclasses import replace

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.sequences import one_by_one, sequences, steps
from grader.judge.trace_ends import made_at

LEVEL = ESSENTIAL
SILENCES = ("await-in-loop", "sequential-awaits", "await-in-comprehension", "await-in-generator-expression",
            "no-explicit-task", "partially-sequential", "coroutines-mistaken-for-tasks",
            "wrong-delay")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen, turns in sequences(case):
        own = seen.trace.own_tasks
        if len(own) != 1 or any(step.task != own[0].id for step in turns.steps):
            continue
        facts = [at(own[0].created, f"One task is made, on line {own[0].line}."), *steps(turns.steps)]
        told = one_by_one(seen, turns, made_at(seen.trace, own[0]))
        yield replace(told, facts=tuple(facts))
