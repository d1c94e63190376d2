"""An item of as_completed is looked up among the program's own tasks."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.task_failures import task_failures

LEVEL = ESSENTIAL
SILENCES = ("as-completed-not-awaited", "task-not-awaited", "except-hides-error")
LOOKUPS = ("index", "pop", "remove")


def detect(case: Case) -> Iterable[Sighting]:
    if not case.source.calls_to("asyncio.as_completed"):
        return
    for found in task_failures(case, "KeyError", "ValueError"):
        looked = next(
            (one for one in (found.node, *ast.walk(found.node)) if _key(case, one) is not None), None
        )
        key = _key(case, looked) if looked is not None else None
        if key is not None and _is_item(case, key):
            facts = (
                at(None, f"{code(key.id)} is an item that `as_completed` made, not one of the tasks."),
                at(found.when, f"Line {key.lineno} looks it up, and raises {found.failure.error.type}."),
            )
            yield found.seen.sighting(case.source.place_of(looked), facts, found.python_says, key=key.id)


def _key(case: Case, node: ast.AST) -> ast.Name | None:
    """Return the name that is looked up: in `names[one]`, `tasks.index(one)`."""
    key: ast.AST | None = None
    if isinstance(node, ast.Subscript):
        key = node.slice
    elif isinstance(node, ast.Call) and node.args and case.source.names.last(node.func) in LOOKUPS:
        key = node.args[0]
    return key if isinstance(key, ast.Name) else None


def _is_item(case: Case, key: ast.Name) -> bool:
    """Whether a plain loop over as_completed gives the name its value."""
    calls = case.source.calls_to("asyncio.as_completed")
    return any(
        isinstance(node, ast.For | ast.comprehension)
        and case.source.names.behind(node.iter) in calls
        and getattr(node.target, "id", None) == key.id
        for node in case.source.nodes
    )
