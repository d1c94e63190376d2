"""The results are all there, and not one by one in a list or a tuple."""

import ast
from collections.abc import Iterable, Sequence

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number
from grader.judge.trace_values import texts_asked_for
from grader.model import Opaque

LEVEL = ESSENTIAL
SYMPTOM = True
SILENCES = ("wrong-result",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("result"):
        texts = texts_asked_for(seen.trace) if seen.target == case.call and seen.plain else ()
        count = len(texts)
        single = count > 1 and seen.finished and not _one_by_one(seen.run.value, texts)
        shape = _shape(seen.run.value, count) if single else None
        function = case.source.function(seen.target)
        if shape is None or function is None:
            continue
        returns = [
            node
            for node in ast.walk(function)
            if isinstance(node, ast.Return) and case.source.function_of(node) is function
        ]
        facts = (
            at(None, f"{number(count).capitalize()} calls are made, and each gives a result."),
            at(seen.run.elapsed, f"{code(seen.call)} gives {shape}."),
        )
        place = case.source.place_of(returns[-1] if returns else function)
        yield seen.sighting(place, facts, shape=shape.replace("`", ""), count=count)


def _one_by_one(value: object, texts: Sequence[str]) -> bool:
    """Tell whether there is an item for each result, whatever collection a single result may be."""
    if not isinstance(value, list | tuple) or len(value) != len(texts):
        return False
    return all(sum(text in repr(item) for text in texts) == 1 for item in value)


def _shape(value: object, count: int) -> str | None:
    """Say in a few words what the value is, when it is no row of that many results."""
    if value is None or (isinstance(value, Opaque) and value.awaitable):
        return None
    if not isinstance(value, list | tuple):
        return f"one {code(value.type if isinstance(value, Opaque) else type(value).__name__)}"
    kind = code(type(value).__name__)
    if any(isinstance(item, Opaque) for item in value):
        return None
    if any(isinstance(item, list | tuple | dict) for item in value):
        return f"a {kind} with collections in it"
    return f"a {kind} of {number(len(value))}" if len(value) != count else None
