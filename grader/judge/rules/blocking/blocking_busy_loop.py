"""A loop in a coroutine goes round and round, and nothing else can run."""

import ast
import itertools
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.wording import seconds
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("await-in-loop", "sequential-awaits", "partially-sequential", "async-without-await",
            "await-is-not-a-switch", "wrong-delay", "blocking-io", "await-in-comprehension",
            "one-task-for-all", "sleep-instead-of-await", "task-not-awaited")  # fmt: skip
ENDLESS = ("cpu-limit", "spin", "wall-limit")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        blocks = [block for block in seen.trace.blocked if block.what == "busy-wait"]
        facts = [at(b.start, f"Nothing else can run until {seconds(b.end)}.") for b in blocks[:3]]
        for block in blocks:
            held = sum(one.seconds for one in blocks)
            yield seen.sighting(_loop(case, block.place) or block.place, facts, held=held)
        place = next(filter(None, (_loop(case, where) for where in _stuck(seen))), None)
        if place is not None:
            says = f"Line {place.line} goes round and round until the run is broken off."
            yield seen.sighting(place, [at(seen.trace.duration, says)], endless="one")


def _stuck(seen: Seen) -> Iterator[Place]:
    """Yield where a program computed without an end: its lines, the innermost first.

    A frame that has only begun knows its line, and no column to rely on.
    """
    recording = seen.trace.recording
    if recording.stuck is None or recording.stuck.get("kind") not in ENDLESS:
        return
    for number in recording.stuck.get("at") or ():
        if (place := recording.places.get(number)) is not None:
            yield place
            yield Place(file=place.file, line=place.line, function=place.function)


def _loop(case: Case, place: Place | None) -> Place | None:
    """Return the head of the loop around a place, if it awaits nothing.

    Of several it is the outermost `while`: whatever line inside it was at by chance, it names the same loop.
    """
    node = case.source.node_at(place)
    above = (node, *case.source.above(node)) if node is not None else ()
    function = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    inside = itertools.takewhile(lambda up: not isinstance(up, function), above)
    loops = [up for up in inside if isinstance(up, ast.While | ast.For)]
    idle = list(itertools.takewhile(lambda loop: not _waits(loop), loops))
    if not idle:
        return None
    loop = next((loop for loop in reversed(idle) if isinstance(loop, ast.While)), idle[0])
    return case.source.place_of(loop)


def _waits(loop: ast.AST) -> bool:
    return any(isinstance(one, ast.Await | ast.AsyncFor | ast.AsyncWith) for one in ast.walk(loop))
