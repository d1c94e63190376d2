"""Tasks are made and forgotten, and the same calls are made once more."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unwatched import unwatched
from grader.judge.trace_ends import made_at
from grader.judge.trace_records import Call

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "awaits-only-first-task", "awaits-only-last-task", "await-in-loop",
            "sequential-awaits", "partially-sequential", "returns-task", "no-explicit-task",
            "sleep-instead-of-await", "await-in-comprehension")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        pairs = list(_pairs(case, seen))
        for first, again in pairs:
            task = seen.trace.task(first.task)
            if task is None:
                continue
            where = f" on line {again.place.line}" if again.place is not None else ""
            unused = "its value is not used" if task.awaited else "nobody awaits it"
            facts = (
                at(first.start, f"{code(first.name)} starts in the task of line {task.line}; {unused}."),
                at(again.start, f"{code(again.name)} is run again{where}."),
            )
            yield seen.sighting(made_at(seen.trace, task), facts, count=len(pairs))


def _pairs(case: Case, seen: Seen) -> Iterator[tuple[Call, Call]]:
    """Yield each call that ran in a task of its own for nothing with its like that ran elsewhere."""
    forgotten = {task.id for task in unwatched(case, seen)} | _taken_no_value_from(case, seen)
    calls = [call for call in seen.trace.calls() if call.args and "…" not in call.args]
    kept: dict[tuple[str, str], Call] = {}
    for call in calls:
        if call.task not in forgotten:
            kept.setdefault((call.function, call.args), call)
    for call in calls:
        again = kept.get((call.function, call.args))
        if again is not None and call.task in forgotten and call.own_task:
            yield call, again


def _taken_no_value_from(case: Case, seen: Seen) -> set[int]:
    """Return the tasks that gave a value, of which the statement that awaited them made no use."""
    found: dict[int, list[bool]] = {}
    for wait in seen.trace.waits():
        if (node := case.source.node_at(wait.place)) is not None and isinstance(node, ast.Await):
            for number in wait.tasks:
                found.setdefault(number, []).append(case.source.is_dropped(node))
    reads = any(isinstance(node, ast.Attribute) and node.attr == "result" for node in case.source.nodes)
    return (
        set()
        if reads
        else {
            number
            for number, dropped in found.items()
            if all(dropped) and (task := seen.trace.task(number)) is not None and task.how == "returned"
        }
    )
