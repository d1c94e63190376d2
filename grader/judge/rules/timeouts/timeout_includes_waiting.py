"""A time limit for some work also covers the wait for a place, and is over before the work has begun."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_tables import in_seconds
from grader.model import Place

LEVEL = ESSENTIAL
LIMITS = ("asyncio.timeout", "asyncio.timeout_at")
PLACES = ("semaphore.acquire", "lock.acquire")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        recording = seen.trace.recording
        over = {at for at, asked in recording.cancels if asked.get("via") in ("timeout", "wait_for")}
        for stand in (one for life in recording.lives.values() for one in life.stands):
            if stand.after != "cancel" or stand.end not in over or stand.on.get("kind") not in PLACES:
                continue
            place = recording.place([number for number, _ in reversed(stand.frames)])
            limit = _limit_around(case, place) if place is not None else None
            if limit is not None and place is not None:
                facts = (
                    at(in_seconds(stand.start), f"On line {place.line} a task waits for its turn."),
                    at(in_seconds(stand.end), "Its time is up; the work itself has not begun."),
                )
                yield seen.sighting(case.source.place_of(limit), facts, waits=str(place.line))


def _limit_around(case: Case, place: Place) -> ast.expr | None:
    """Return the time limit inside which the line stands, or the function that the line is in runs."""
    names = case.source.names
    for node in case.source.nodes:
        if isinstance(node, ast.AsyncWith) and node.lineno <= place.line <= (node.end_lineno or 0):
            for item in node.items:
                if names.dotted(names.behind(item.context_expr)) in {f"{name}()" for name in LIMITS}:
                    return item.context_expr
    function = place.function.rpartition(".")[2]
    for call in case.source.calls_to("asyncio.wait_for"):
        work = names.behind(call.args[0]) if call.args else None
        if isinstance(work, ast.Call) and names.last(work.func) == function:
            return call
    return None
