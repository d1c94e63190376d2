"""__aenter__ returns nothing, so the name after `as` stands for None."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.broken_off import Raised, raised
from grader.judge.rules.case import Case
from grader.judge.rules.managers import generators
from grader.judge.rules.outside import methods, raised_outside
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "wrong-delay", "wrong-result", "missing-return")


def detect(case: Case) -> Iterable[Sighting]:
    enters = [one for one in case.source.functions("__aenter__") if _gives_nothing(case, one)]
    for error in raised(case, "AttributeError", "TypeError") if enters else ():
        for name, manager in _bound(case, error):
            owner = next((one for one in enters if _belongs(case, one, manager)), None)
            if owner is not None and error.place is not None and "NoneType" in error.error.message:
                facts = (
                    at(None, f"{code('__aenter__')} ends without a {code('return')}, and gives None."),
                    at(
                        error.seen.trace.duration,
                        f"Line {error.place.line} uses {code(name)}, which is None.",
                    ),
                )
                yield error.seen.sighting(case.source.place_of(owner), facts, error.said, name=name)
    silent = [one for one in methods(case, "__aenter__") if _gives_nothing(case, one)]
    bare = [node for _, node in generators(case) if node.value is None]
    for used in raised_outside(case, "AttributeError", "TypeError") if silent or bare else ():
        if "NoneType" in used.error.message and silent:
            fact = at(None, f"{code('__aenter__')} ends without a {code('return')}, and gives None.")
            yield used.seen.sighting(case.source.place_of(silent[0]), [fact], used.said)
        elif "NoneType" in used.error.message:
            fact = at(None, f"The {code('yield')} on line {bare[0].lineno} has no value, and gives None.")
            yield used.seen.sighting(case.source.place_of(bare[0]), [fact], used.said, yields=code("yield"))


def _gives_nothing(case: Case, function: ast.AST) -> bool:
    return not any(
        isinstance(node, ast.Return) and node.value is not None and case.source.function_of(node) is function
        for node in ast.walk(function)
    )


def _bound(case: Case, error: Raised) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names at the place of the error that an `async with` has bound, and to what."""
    used = {node.id for node in ast.walk(error.node) if isinstance(node, ast.Name)} if error.node else set()
    for node in case.source.nodes:
        for item in node.items if isinstance(node, ast.AsyncWith) else ():
            if isinstance(item.optional_vars, ast.Name) and item.optional_vars.id in used:
                yield item.optional_vars.id, item.context_expr


def _belongs(case: Case, function: ast.AST, manager: ast.expr) -> bool:
    """Tell whether the method is of the class whose object is entered, as far as the text tells."""
    owner = case.source.parent(function)
    made = case.source.names.behind(manager)
    made_of = case.source.names.last(made.func) if isinstance(made, ast.Call) else None
    return isinstance(owner, ast.ClassDef) and made_of in (None, owner.name)
