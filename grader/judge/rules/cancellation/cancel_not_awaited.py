"""A task is cancelled and never awaited, while the program counts on its being over."""

import ast
from collections.abc import Iterable

from grader.judge.rules.cancels import requests
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_records import Cancellation
from grader.model import TaskRecord

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited",)
ASKS = ("cancelled", "done")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for request, task in requests(seen):
            settled = _awaited_since(seen, request, task) or not _outlives(seen, request, task)
            if request.place is None or settled:
                continue
            cleans = task.how == "left" or any(wait.end > request.at for wait in task.waits)
            cleans = cleans and seen in case.questioned("cancellation", "cleanup", "errors")
            if not (cleans or seen in case.asked("tasks") or _is_asked(case, request)):
                continue
            facts = (
                at(request.at, f"{code('cancel()')} asks the task to stop."),
                at(seen.trace.duration, f"{code(seen.call)} ends; nothing has waited for the task."),
            )
            yield seen.sighting(request.place, facts, asked=request.at)


def _awaited_since(seen: Seen, request: Cancellation, task: TaskRecord) -> bool:
    """Tell whether somebody waited for the task when it had been cancelled; who waited before, did not."""
    waits = seen.trace.waits_for(task)
    late = any(wait.start >= request.at or wait.end > request.at for wait in waits)
    return task.awaited and (late or not waits)


def _outlives(seen: Seen, request: Cancellation, task: TaskRecord) -> bool:
    """Tell whether the task ended after the one that cancelled it, or after the function that did."""
    lives = seen.trace.recording.lives
    mine, other = lives[task.id].last, lives[request.by].last if request.by in lives else None
    if task.how == "left" or mine is None or (other is not None and mine > other):
        return True
    called = seen.trace.calls(request.place.function) if request.place is not None else ()
    mine_too = [one for one in called if one.task == request.by and one.start <= request.at <= one.end]
    return any(one.end < (task.ended or 0.0) for one in mine_too)


def _is_asked(case: Case, request: Cancellation) -> bool:
    """Tell whether the program asks below that line whether a task is over."""
    line = request.place.line if request.place is not None else 0
    return any(
        isinstance(node, ast.Attribute) and node.attr in ASKS and node.lineno >= line
        for node in case.source.nodes
    )
