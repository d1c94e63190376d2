"""Coroutine objects are made first, and awaited one after the other, as if they were under way."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.gathered import behind
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import one_by_one, sequences
from grader.judge.trace_turns import Turns
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("sequential-awaits", "await-in-loop", "await-in-comprehension", "wrong-delay")
TAKES = ("pop", "popleft", "popitem", "get_nowait")
MAKERS = ("create_task", "ensure_future", "Task", "start_soon")
AROUND = ("asyncio.wait_for", "asyncio.shield")


def detect(case: Case) -> Iterable[Sighting]:
    for seen, turns in sequences(case):
        for place in turns.places:
            awaited = _awaited(case, place)
            if awaited is not None and (_is_taken(case, awaited) or _is_older(case, awaited, turns)):
                yield one_by_one(seen, turns, place)
    yield from _made_in_time(case)


def _made_in_time(case: Case) -> Iterator[Sighting]:
    """Yield where a loop that waits only makes coroutine objects, and `gather` starts them all later."""
    for call in case.source.calls_to("asyncio.gather"):
        handed = next((one.value for one in call.args[:1] if isinstance(one, ast.Starred)), None)
        made = list(_put_into(case, handed.id)) if isinstance(handed, ast.Name) else []
        for seen in case.asked("concurrency", "result") if made else ():
            line = call.lineno
            for wait in seen.trace.waits("gather"):
                if wait.place is None or wait.place.line != line or wait.start == 0 or len(wait.tasks) < 2:
                    continue
                facts = (
                    at(
                        0.0,
                        f"Line {made[0].lineno} makes a coroutine object in each turn; none of them runs.",
                    ),
                    at(wait.start, f"{code('gather')} on line {line} makes tasks of them: now they start."),
                )
                place = case.source.place_of(made[0])
                yield seen.sighting(place, facts, late=wait.start, made=len(wait.tasks))


def _put_into(case: Case, name: str) -> Iterator[ast.Call]:
    """Yield the coroutine objects that a loop with an `await` in it appends to a list of that name."""
    for node in case.source.nodes:
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=owner), attr="append"), args=[ast.Call() as made]
            ) if owner == name:
                loop = case.source.loop_of(node)
                waits = loop is not None and any(isinstance(one, ast.Await) for one in ast.walk(loop))
                maker = case.source.names.last(made.func)
                if waits and maker not in MAKERS:
                    yield made


def _awaited(case: Case, place: Place) -> ast.expr | None:
    """Return what the `await` at a place waits for, as it is written."""
    node = case.source.node_at(place)
    value = node.value if isinstance(node, ast.Await) else None
    if isinstance(value, ast.Call) and case.source.names.dotted(value.func) in AROUND and value.args:
        return value.args[0]
    return value


def _is_taken(case: Case, awaited: ast.expr) -> bool:
    """Tell whether it comes out of a collection: a loop's variable, an item, what was popped."""
    if isinstance(awaited, ast.Call):
        name = case.source.names.last(awaited.func)
        return name == "next" or (isinstance(awaited.func, ast.Attribute) and awaited.func.attr in TAKES)
    if isinstance(awaited, ast.Name):
        values = case.source.names.values(awaited.id)
        taken = any(isinstance(value, ast.Subscript) or _pops(value) for value in values)
        return taken or _runs_over(case, awaited)
    return isinstance(awaited, ast.Subscript)


def _pops(value: ast.expr) -> bool:
    func = value.func if isinstance(value, ast.Call) else None
    return isinstance(func, ast.Attribute) and func.attr in TAKES


def _runs_over(case: Case, name: ast.Name) -> bool:
    """Tell whether a loop or comprehension around gives the name its values."""
    for up in case.source.above(name):
        targets = [up.target] if isinstance(up, ast.For | ast.AsyncFor) else []
        if isinstance(up, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            targets = [part.target for part in up.generators]
        for target in targets:
            if any(isinstance(node, ast.Name) and node.id == name.id for node in ast.walk(target)):
                return True
    return False


def _is_older(case: Case, awaited: ast.expr, turns: Turns) -> bool:
    """Tell whether two or more objects with names were made before the first was awaited."""
    first = min(place.line for place in turns.places)
    if not isinstance(awaited, ast.Name) or len(turns.places) < 2:
        return False
    made = [
        node
        for place in turns.places
        if isinstance(name := _awaited(case, place), ast.Name)
        if isinstance(node := behind(case.source, name), ast.Call)
        and (node.end_lineno or node.lineno) < first
    ]
    return len(made) > 1
