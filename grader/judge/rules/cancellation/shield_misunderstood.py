"""A coroutine that waits behind a shield was cancelled; what it shielded ran on without it."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.cancels import blocks_around, stood, takes_cancel
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import made_at
from grader.judge.trace_records import Cancellation
from grader.model import Fact, TaskRecord, Wait

LEVEL = ESSENTIAL
SILENCES = ("taskgroup-siblings-cancelled",)


def detect(case: Case) -> Iterable[Sighting]:
    yield from _behind_limits(case)
    for seen in case.suspects:
        for request in seen.trace.cancellations:
            task = seen.trace.task(request.task)
            wait = stood(task, request) if task is not None and _is_taken_away(task, request) else None
            if wait is None or not wait.label.startswith("shield of"):
                continue
            if any(takes_cancel(case, one) for block in blocks_around(case, wait) for one in block.handlers):
                continue
            inner = _shielded(seen, task, wait)
            if inner is None:
                continue
            if not (inner.how == "left" or _more_follows(case, wait) or _ran_on(inner, request)):
                continue
            facts = (
                at(request.at, "The task that waits behind the shield is cancelled, and ends."),
                _fate(seen, inner),
            )
            yield seen.sighting(wait.place, facts, inner=inner.coroutine.rpartition(".")[2])


def _behind_limits(case: Case) -> Iterator[Sighting]:
    """Yield what a time limit, or the end of its maker, did not reach behind its shield."""
    for seen in case.asked("cancellation"):
        for inner in seen.trace.tasks if seen.plain else ():
            moment = _given_up(seen, inner) if inner.via == "shield" else None
            ended = seen.trace.duration if inner.ended is None else inner.ended
            stopped = any(one.task == inner.id and one.by is not None for one in seen.trace.cancellations)
            if moment is None or stopped or not (inner.how == "left" or ended > moment):
                continue
            facts = (
                at(moment, "What waits in front of the shield gives up waiting."),
                _fate(seen, inner),
            )
            name = inner.coroutine.rpartition(".")[2]
            yield seen.sighting(made_at(seen.trace, inner), facts, inner=name)


def _given_up(seen: Seen, inner: TaskRecord) -> float | None:
    """Return when a time limit, or a cancellation of the task that made it, left the shielded work alone."""
    maker = seen.trace.task(inner.made_by)
    for wait in maker.waits if maker is not None else ():
        if wait.on == "wait_for" and wait.label.startswith("shield of") and inner.id in wait.tasks:
            return wait.end
    return maker.ended if maker is not None and maker.how == "cancelled" else None


def _shielded(seen: Seen, task: TaskRecord | None, wait: Wait) -> TaskRecord | None:
    """Return the task behind the shield; of a `gather` behind it, the last of its tasks to end."""
    if wait.tasks or task is None:
        return seen.trace.task(wait.tasks[0] if wait.tasks else None)
    made = [one for one in seen.trace.tasks if one.made_by == task.id and one.via == "gather"]
    return max(made, key=lambda one: one.ended or seen.trace.duration, default=None)


def _is_taken_away(task: TaskRecord, request: Cancellation) -> bool:
    """Tell whether the request took the task away from what it waited for: for good, or from a limit."""
    return task.how == "cancelled" or request.via in ("timeout", "wait_for")


def _ran_on(inner: TaskRecord, request: Cancellation) -> bool:
    """Tell whether the shielded work came to its end later, by itself."""
    return inner.how in ("returned", "raised") and (inner.ended or 0.0) > request.at


def _fate(seen: Seen, inner: TaskRecord) -> Fact:
    if inner.ended is None:
        return at(
            seen.trace.duration, f"{code(seen.call)} ends; the shielded work has not, and is cancelled."
        )
    return at(inner.ended, "The shielded work ends; nobody waits for it any more.")


def _more_follows(case: Case, wait: Wait) -> bool:
    """Tell whether the function has more to do below the wait."""
    node = case.source.node_at(wait.place)
    function = case.source.function_of(node) if node is not None else None
    if not isinstance(function, ast.AsyncFunctionDef) or wait.place is None:
        return False
    return function.body[-1].lineno > (wait.place.end_line or wait.place.line)
