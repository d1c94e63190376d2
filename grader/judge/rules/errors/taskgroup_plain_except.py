"""A plain `except` waits for an error that a TaskGroup raises inside an exception group."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.groups import blocks, leaves
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.model import RunError

LEVEL = ESSENTIAL
SILENCES = ("taskgroup-siblings-cancelled",)


def detect(case: Case) -> Iterable[Sighting]:
    groups = list(blocks(case))
    for seen in case.suspects if groups else ():
        error = seen.run.error
        if error is None or not error.exceptions:
            continue
        for block in groups:
            for handler, leaf in _missed(case, block, error):
                facts = (
                    at(seen.run.elapsed, f"A task of the group ends with {leaf.type}."),
                    at(seen.run.elapsed, f"The group raises {error.type}, with {leaf.type} inside."),
                    at(None, f"The {code('except')} on line {handler.lineno} does not catch that."),
                )
                said = f"{error.type}: {error.message}"
                place = case.source.place_of(handler)
                yield seen.sighting(place, facts, said, inner=leaf.type, outer=error.type)


def _missed(
    case: Case, block: ast.AsyncWith, error: RunError
) -> Iterator[tuple[ast.ExceptHandler, RunError]]:
    """Yield the handlers around the block that name an error which came inside the group."""
    names = case.source.names
    for up in case.source.above(block):
        for handler in up.handlers if isinstance(up, ast.Try) else ():
            types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            caught = {names.last(one) for one in types if one is not None}
            if caught & {error.type, *error.bases}:
                continue
            hit = next((leaf for leaf in leaves(error) if caught & {leaf.type, *leaf.bases}), None)
            if hit is not None:
                yield handler, hit
