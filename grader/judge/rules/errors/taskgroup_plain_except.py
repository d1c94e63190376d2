"""A plain `except` waits for an error that a TaskGroup raises inside an exception group."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.groups import blocks, leaves
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.model import RunError

LEVEL = ESSENTIAL
SILENCES = ("taskgroup-siblings-cancelled",)


def detect(case: Case) -> Iterable[Sighting]:
    groups = list(blocks(case))
    for seen in case.suspects if groups else ():
        error = seen.run.error
        if error is not None and not error.exceptions:
            yield from _taken_whole(case, seen, error, groups)
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


def _taken_whole(case: Case, seen: Seen, error: RunError, groups: list[ast.AsyncWith]) -> Iterator[Sighting]:
    """Yield the handlers that took the group itself for the error of a task, and raised another one."""
    failed = [task for task in seen.trace.tasks if task.via == "TaskGroup" and task.error is not None]
    for block in groups if failed else ():
        for up in case.source.above(block):
            for handler in up.handlers if isinstance(up, ast.Try) else ():
                lines = range(handler.body[0].lineno, (handler.body[-1].end_lineno or 0) + 1)
                name = case.source.names.last(handler.type) if handler.type is not None else None
                if name != "Exception" or error.line not in lines or failed[0].error is None:
                    continue
                inner = failed[0].error.type
                facts = (
                    at(failed[0].ended, f"A task of the group ends with {inner}."),
                    at(
                        None,
                        f"The {code('except')} on line {handler.lineno} takes the group, and not {inner}.",
                    ),
                    at(seen.run.elapsed, f"Line {error.line} raises {error.type}."),
                )
                said = f"{error.type}: {error.message}"
                yield seen.sighting(case.source.place_of(handler), facts, said, taken=inner)


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
