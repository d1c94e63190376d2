"""Words and shapes for work that was done in turn although it could have overlapped."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import Sighting, at, code
from grader.judge.rules.wording import seconds
from grader.judge.trace_turns import Step, Turns
from grader.model import Fact, Place

DIRECT = (None, "wait_for", "shield", "timeout")
"""Ways to await a coroutine that start nothing else beside it."""


def sequences(case: Case, via: tuple[str | None, ...] = DIRECT) -> Iterator[tuple[Seen, Turns]]:
    """Yield what was awaited in turn, beside nothing else of its kind, in runs that were too slow."""
    for seen in case.questioned("concurrency"):
        if seen.plain:
            yield from ((seen, turns) for turns in seen.trace.in_turn if turns.alone and turns.via in via)


def operand(case: Case, place: Place | None) -> ast.expr | None:
    """Return what the `await` at a place stands before, names looked up; None when it cannot be told."""
    node = case.source.node_at(place)
    return case.source.names.behind(node.value) if isinstance(node, ast.Await) else None


def repeated(turns: Turns) -> tuple[Place, ...]:
    """Return the places at which more than one of the steps was awaited."""
    where = [step.place for step in turns.steps]
    return tuple(place for place in turns.places if where.count(place) > 1)


def one_by_one(seen: Seen, turns: Turns, place: Place | None) -> Sighting:
    """Return the sighting of a sequence, with the words that pages on sequences use.

    count; what, the function; by, who awaits them; and where time passed: took, and enough, what the
    longest step takes by itself.
    """
    count, what, by = len(turns.steps), short(turns.steps[0].function), short(turns.by)
    if turns.seconds == 0:
        return seen.sighting(place, steps(turns.steps), count=count, what=what, by=by)
    return seen.sighting(
        place, steps(turns.steps), count=count, what=what, by=by, took=turns.seconds, enough=turns.longest
    )


def steps(found: tuple[Step, ...], most: int = 3) -> tuple[Fact, ...]:
    """Tell when each step started and ended."""
    return tuple(
        at(
            step.start,
            f"{code(step.name)} starts; it ends at {seconds(step.end)}."
            if step.seconds
            else f"{code(step.name)} runs to its end.",
        )
        for step in found[:most]
    )


def short(function: str) -> str:
    """Return the part of a function's name that fits into a headline."""
    name = function.rpartition("<locals>.")[2].rpartition(".")[2]
    return f"{name if len(name) <= 20 else name[:19] + '…'}()"
