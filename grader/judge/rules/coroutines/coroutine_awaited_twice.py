"""One coroutine object is awaited a second time."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import Raised, raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("fetched-twice", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "RuntimeError"):
        used = _object(case, error) if error.used_twice else None
        if used is None or error.place is None:
            continue
        name, earlier = used
        first = f"Line {earlier} uses up {code(name)}." if earlier else f"{code(name)} had been used up."
        facts = (
            at(None, first),
            at(error.seen.trace.duration, f"Line {error.place.line} asks for it again: {error.error.type}."),
        )
        yield error.seen.sighting(error.place, facts, error.said, name=name)


def _object(case: Case, error: Raised) -> tuple[str, int | None] | None:
    """Return what was awaited again, and the line that had used it before; None when it cannot be told."""
    node = error.node or case.source.node_at(error.place)
    if isinstance(node, ast.Await) and not isinstance(node.value, ast.Call):
        return ast.unparse(node.value), _earlier(case, node, ast.dump(node.value))
    if node is None or error.place is None:
        return None
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and case.source.names.kind(part) == "coroutine":
            earlier = _earlier(case, node, ast.dump(part))
            if earlier is not None:
                return part.id, earlier
    return None


def _earlier(case: Case, node: ast.AST, wanted: str) -> int | None:
    """Return the line of the first other place that awaits the same thing, or makes a task of it."""
    inside = set(ast.walk(node))
    for other in case.source.nodes:
        if other in inside or not isinstance(other, ast.Await | ast.Call):
            continue
        operands = [other.value] if isinstance(other, ast.Await) else other.args
        if any(ast.dump(one) == wanted for one in operands):
            return other.lineno
    return None
