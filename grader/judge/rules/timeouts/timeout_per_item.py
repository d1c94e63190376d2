"""A time limit for each turn of a loop was meant for all of them, or one around all for each."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import INFORMATIVE, Sighting, at, code
from grader.judge.rules.wording import seconds
from grader.judge.trace_names import waited_tasks
from grader.judge.trace_tables import Stand, in_seconds
from grader.judge.trace_waits import cancelled_by_timeout
from grader.model import Place, Wait

LEVEL = INFORMATIVE
SILENCES = ("wait-for-cancels-task",)
LIMITS = ("asyncio.timeout", "asyncio.timeout_at")
MANY = ("asyncio.gather", "asyncio.wait", "asyncio.as_completed")


@dataclass(kw_only=True)
class Limited:
    """What one line waited for under a limit, in one task.  items: what tells its turns apart."""

    place: Place
    limit: float
    stands: list[Stand] = field(default_factory=list)
    items: set[int] = field(default_factory=set)


def detect(case: Case) -> Iterable[Sighting]:
    if case.checks and not case.failed:
        return  # a limit for each turn is what was meant
    yield from _one_for_all(case)
    for seen in case.suspects if case.source.calls_to("asyncio.wait_for") else ():
        for one in _limited(case, seen):
            first, last = in_seconds(one.stands[0].start), in_seconds(one.stands[-1].end or 0)
            if len(one.items) > 1 and last - first > one.limit and _in_loop(case, one.place):
                facts = (
                    at(first, f"{code('wait_for')} allows {seconds(one.limit)} for the first."),
                    at(last, f"The last of {len(one.items)} is done."),
                )
                count, took = len(one.items), round(last - first, 9)
                sighting = seen.sighting(one.place, facts, count=count, limit=one.limit, took=took)
                yield replace(sighting, cause=bool(case.failed) and _side_by_side(seen, one))


def _one_for_all(case: Case) -> Iterator[Sighting]:
    """Yield the limits around work of many calls that ran out in a run which a check has failed."""
    for limit, lines in _around_many(case) if case.failed else ():
        for seen in case.suspects:
            for when, number in cancelled_by_timeout(seen.trace):
                task = seen.trace.task(number)
                waits = task.waits if task is not None else ()
                waits += tuple(one for one in seen.trace.waits() if number in one.tasks)  # an inner task's
                cut = [one for one in waits if abs(one.end - when) < 1e-9 and one.stack]
                if any(place.line in lines for wait in cut for place in wait.stack) and _goes_on(
                    seen, cut[0]
                ):
                    facts = (
                        at(cut[0].start, f"Line {cut[0].stack[0].line} begins to wait for several calls."),
                        at(when, "The one limit runs out, and ends whatever is under way."),
                    )
                    one = seen.sighting(case.source.place_of(limit), facts, all_of=str(limit.lineno))
                    yield replace(one, cause=True)


def _goes_on(seen: Seen, cut: Wait) -> bool:
    """Whether work began later than the limit did: what all begins with it may well share one limit."""
    return any(call.start > cut.start + 1e-9 for call in (*seen.trace.calls(), *seen.trace.host_calls()))


def _around_many(case: Case) -> Iterator[tuple[ast.expr, range]]:
    """Yield each time limit around the work of several calls, and the lines of that work."""
    names = case.source.names
    for block in (one for one in case.source.nodes if isinstance(one, ast.AsyncWith)):
        for item in block.items:
            made = names.behind(item.context_expr)
            is_limit = isinstance(made, ast.Call) and names.dotted(made.func) in LIMITS
            if is_limit and any(_is_for_many(case, part) for part in block.body):
                yield item.context_expr, range(block.body[0].lineno, (block.end_lineno or 0) + 1)
    for call in case.source.calls_to("asyncio.wait_for"):
        work = names.behind(call.args[0]) if call.args else None
        if isinstance(work, ast.Call) and _is_for_many(case, work):
            yield call, range(call.lineno, (call.end_lineno or call.lineno) + 1)


def _is_for_many(case: Case, work: ast.AST) -> bool:
    """Whether it gathers, waits for a group, or joins a queue."""
    for node in ast.walk(work):
        if isinstance(node, ast.Call):
            if case.source.names.dotted(node.func) in (*MANY, "asyncio.TaskGroup"):
                return True
            if isinstance(node.func, ast.Attribute) and node.func.attr == "join" and not node.args:
                return True
    return False


def _side_by_side(seen: Seen, one: Limited) -> bool:
    """Tell whether the loop waited for tasks that all ran since before its first turn: one limit is meant."""
    error = seen.run.error
    if error is not None and error.type == "CancelledError":
        return False  # awaited once more after a limit had cancelled it
    first = one.stands[0].start
    numbers = {number for stand in one.stands for number in waited_tasks(stand.on)}
    mine = [task for number in numbers if (task := seen.trace.task(number)) in seen.trace.own_tasks]
    return len(mine) > 1 and all(task.created <= in_seconds(first) for task in mine if task is not None)


def _limited(case: Case, seen: Seen) -> Iterator[Limited]:
    """Yield what was waited for under a limit, by task and line."""
    places = seen.trace.recording.places
    for life in seen.trace.recording.lives.values():
        found: dict[Place, Limited] = {}
        for stand in life.stands:
            limit = stand.on.get("timeout")
            if not isinstance(limit, int | float) or stand.end is None or stand.end <= stand.start:
                continue
            for depth, (number, _) in enumerate(stand.frames):
                place = places.get(number)
                if place is not None and _waits_for(case, place):
                    one = found.setdefault(place, Limited(place=place, limit=float(limit)))
                    # Newer Pythons await the coroutine in the same task: then it stands further in.
                    inner = stand.frames[depth + 1][1] if depth + 1 < len(stand.frames) else None
                    one.items.add(-stand.first - 1 if inner is None else inner)
                    one.stands.append(stand)
        yield from found.values()


def _waits_for(case: Case, place: Place) -> bool:
    """Whether the line awaits a call of wait_for."""
    node = case.source.node_at(place)
    value = case.source.names.behind(node.value) if isinstance(node, ast.Await) else None
    return isinstance(value, ast.Call) and case.source.names.dotted(value.func) == "asyncio.wait_for"


def _in_loop(case: Case, place: Place) -> bool:
    """Whether a loop or a comprehension carries out the line again and again."""
    node = case.source.node_at(place)
    return node is not None and (
        case.source.loop_of(node) is not None or case.source.comprehension_of(node) is not None
    )
