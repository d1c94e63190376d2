"""A task made inside a TaskGroup's block does not belong to the group, and is left behind."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.groups import blocks
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import left_alone, made_at

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "fetch-not-called", "wrong-delay", "dangling-task-collected",
            "awaits-only-first-task", "awaits-only-last-task")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    groups = set(blocks(case))
    for seen in case.suspects if groups else ():
        left = [task for task in left_alone(seen.trace) if task.via in ("create_task", "ensure_future")]
        for task in left:
            place = made_at(seen.trace, task)
            node = case.source.node_at(place)
            if node is None or groups.isdisjoint(case.source.above(node)):
                continue
            facts = (
                at(task.created, f"A task is made on line {task.line}, by {code(str(task.via))}."),
                at(seen.trace.duration, f"{code(seen.call)} ends; the task has not, and is cancelled."),
            )
            yield seen.sighting(place, facts, count=len(left))
