"""A TaskGroup is asked for a task before its block has begun, or after it has ended."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.groups import GROUP, group_in
from grader.judge.rules.locks import is_made_by
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import raised_on

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "fetch-not-called", "no-explicit-task", "sleep-not-awaited")


def detect(case: Case) -> Iterable[Sighting]:
    entered = _entered(case)
    for node in case.source.nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr != "create_task" or not _is_group(case, node.func.value, entered):
            continue
        for seen in case.suspects:
            error = raised_on(seen.trace, node.lineno, node.end_lineno or node.lineno)
            if error is not None and error.type == "RuntimeError":
                facts = (
                    at(None, f"{code('create_task')} is called outside the block of the group."),
                    at(None, f"It raises {error.type}, and makes no task."),
                )
                said = f"{error.type}: {error.message}"
                yield seen.sighting(case.source.place_of(node), facts, said)


def _entered(case: Case) -> set[str]:
    """Return the names under which TaskGroups are entered: `async with ... as name`."""
    items = [item for node in case.source.nodes if (item := group_in(case, node)) is not None]
    return {item.optional_vars.id for item in items if isinstance(item.optional_vars, ast.Name)}


def _is_group(case: Case, owner: ast.expr, entered: set[str]) -> bool:
    if isinstance(owner, ast.Name) and owner.id in entered:
        return True
    return is_made_by(case, owner, *GROUP)
