"""A generator expression awaits: it has become an asynchronous generator, which a star cannot unpack."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import raised_on

LEVEL = ESSENTIAL
SILENCES = ("gather-of-awaited", "gather-not-unpacked", "fetch-not-called", "async-without-await",
            "for-over-async-generator", "async-generator-awaited", "no-explicit-task")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for node in case.source.nodes:
        if not isinstance(node, ast.GeneratorExp) or not (inner := _await_in(node)):
            continue
        for seen in case.suspects:
            error = next((one for line in _lines(case, node) if (one := raised_on(seen.trace, *line))), None)
            if error is not None and error.type == "TypeError":
                facts = (
                    at(None, f"The expression on line {node.lineno} gives an asynchronous generator."),
                    at(
                        None,
                        f"It is used as an ordinary iterable: {error.type}. No {code('await')} in it ran.",
                    ),
                )
                said = f"{error.type}: {error.message}"
                yield seen.sighting(case.source.place_of(inner), facts, said)


def _await_in(node: ast.GeneratorExp) -> ast.Await | None:
    """Return what makes it asynchronous: an await, not that of its first iterable, nor of a lambda."""
    parts: list[ast.AST] = [node.elt, *(test for part in node.generators for test in part.ifs)]
    parts += [part.iter for part in node.generators[1:]]
    while parts:
        part = parts.pop()
        if isinstance(part, ast.Await):
            return part
        if not isinstance(part, ast.Lambda | ast.GeneratorExp):
            parts += ast.iter_child_nodes(part)
    return None


def _lines(case: Case, node: ast.GeneratorExp) -> list[tuple[int, int]]:
    """Return the lines of the statement it stands in, and of those that use the name it got."""
    statement = next(up for up in case.source.above(node) if isinstance(up, ast.stmt))
    found = [(statement.lineno, statement.end_lineno or statement.lineno)]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    uses = [node for node in case.source.nodes if isinstance(node, ast.Name) and node.id in names]
    return found + [(use.lineno, use.lineno) for use in uses if isinstance(use.ctx, ast.Load)]
