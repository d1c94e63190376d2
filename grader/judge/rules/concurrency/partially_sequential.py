"""Some calls overlap, and others begin only when those are over."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short
from grader.judge.trace_ends import made_at
from grader.judge.trace_records import Call
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("wrong-delay",)


def detect(case: Case) -> Iterable[Sighting]:
    given = _given_by_awaits(case)
    for seen in case.questioned("concurrency"):
        for calls in _alike(seen) if seen.plain else ():
            longest = max(call.seconds for call in calls)
            earliest = min(call.end for call in calls)
            late = [call for call in calls if _is_late(call, earliest, seen)]
            took = seen.trace.makespan(calls)
            late = [call for call in late if not given & _names_in(case.source.node_at(call.place))]
            if not late or seen.trace.overlap(calls) < 2 or took < 1.2 * longest:
                continue
            first = min(late, key=lambda call: call.start)
            before = [call for call in calls if call.end <= first.start + 1e-9]
            facts = (
                at(first.start, f"{code(before[-1].name)} is over."),
                at(first.start, f"Only then {code(first.name)} starts; it ends at {first.end:g} s."),
            )
            count, what = len(late), short(first.function)
            for call in late:
                place = call.place or _made_at(seen, call)
                yield seen.sighting(place, facts, count=count, what=what, took=took, enough=longest)


def _alike(seen: Seen) -> Iterator[list[Call]]:
    """Yield the calls of one function, three or more, each with arguments of its own."""
    found: dict[str, list[Call]] = {}
    for call in (*seen.trace.calls(), *seen.trace.host_calls()):
        if call.seconds > 0:
            found.setdefault(call.function, []).append(call)
    for calls in found.values():
        once = {call.args or str(number): call for number, call in enumerate(calls)}
        if len(calls) > 2 and len(once) == len(calls):
            yield calls


def _made_at(seen: Seen, call: Call) -> Place | None:
    """Where the task of a call was made: what a task is made of directly is awaited nowhere."""
    task = seen.trace.task(call.task)
    return made_at(seen.trace, task) if task is not None else None


def _given_by_awaits(case: Case) -> set[str]:
    """Return the names for what awaits gave: a call that is made with one could not start before."""
    return {
        name
        for assign in case.source.nodes
        if isinstance(assign, ast.Assign)
        and any(isinstance(one, ast.Await) for one in ast.walk(assign.value))
        for target in assign.targets
        for name in _names_in(target)
    }


def _names_in(node: ast.AST | None) -> set[str]:
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)} if node is not None else set()


def _is_late(call: Call, earliest: float, seen: Seen) -> bool:
    """Tell whether the main task came to this call only after the earliest end of one like it."""
    trace = seen.trace
    task = trace.task(call.task)
    if task is None or trace.main_id is None:
        return False
    begun = call.start if task.id == trace.main_id else task.created
    by_main = task.id == trace.main_id or task.made_by == trace.main_id
    return by_main and earliest <= begun + 1e-9
