"""A semaphore lets in too few at a time, and the others stand before it."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.locks import SEMAPHORES
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number, seconds
from grader.judge.trace_waits import Standing, standings

LEVEL = ESSENTIAL
SILENCES = ("wrong-delay", "sequential-awaits", "await-in-loop")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.questioned("concurrency"):
        waits: dict[str, list[Standing]] = {}
        for one in standings(seen.trace, "semaphore.acquire") if seen.plain else ():
            if one.end > one.start and one.place is not None:
                waits.setdefault(one.obj, []).append(one)
        for found in waits.values():
            first, last = found[0], max(found, key=lambda one: one.end)
            inside = _let_in(seen, first)
            if inside > 1 and not (case.failed and _is_written(case, inside)):
                continue  # a limit of more than one is there on purpose, as far as anybody knows
            facts = (
                at(first.start, f"A call has to wait on line {first.place.line}." if first.place else ""),
                at(last.end, f"The last one is let in, {seconds(last.end - last.start)} after it came."),
                at(seen.trace.duration, f"{code(seen.call)} ends."),
            )
            yield seen.sighting(first.place, facts, limit=number(inside), took=seen.trace.duration)


def _is_written(case: Case, limit: int) -> bool:
    """Tell whether a semaphore is made for this number of calls, whatever is asked for."""
    given = [part for call in case.source.calls_to(*SEMAPHORES) for part in (*call.args, *_values(call))]
    found = [case.source.names.behind(one) for one in given]
    return any(isinstance(one, ast.Constant) and one.value == limit for one in found)


def _values(call: ast.Call) -> list[ast.expr]:
    return [word.value for word in call.keywords]


def _let_in(seen: Seen, first: Standing) -> int:
    """How many calls of the same function were inside when the first one had to wait."""
    function = first.place.function if first.place else ""
    others = [call for call in seen.trace.calls(function) if call.task != first.task]
    waiting = {one.task for one in standings(seen.trace, "semaphore.acquire") if one.obj == first.obj}
    inside = {
        call.task for call in others if call.start <= first.start < call.end and call.task not in waiting
    }
    return max(len(inside), 1)
