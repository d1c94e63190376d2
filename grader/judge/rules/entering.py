"""A plain `with` over what only `async with` can enter."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.locks import entered
from grader.judge.rules.rule import Sighting, at, code
from grader.judge.rules.task_failures import task_failures


def plainly_entered(case: Case, *dotted: str) -> Iterator[Sighting]:
    """Yield the `with` statements over what these classes or functions made that raised a TypeError."""
    plain = [(node, over) for node, over in entered(case, *dotted) if isinstance(node, ast.With)]
    for found in task_failures(case, "TypeError", "AttributeError", "RuntimeError") if plain else ():
        for node, over in plain:
            inside = found.failure.place is not None and found.failure.place.line <= over.lineno
            if node is found.node or (node in found.around and inside):
                text = ast.unparse(over)
                shown = code(text if len(text) <= 30 else text[:29] + "…")
                fact = at(found.when, f"`with` tries to enter {shown} on line {node.lineno}, and raises.")
                place = case.source.place_of(node)
                yield found.seen.sighting(place, [fact], found.python_says)
