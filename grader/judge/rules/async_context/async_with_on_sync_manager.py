"""async with is given something that is no asynchronous context manager."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.broken_off import Raised, raised
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.outside import methods, raised_outside
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.task_failures import is_generator

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "fetch-not-called", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "TypeError", "AttributeError"):
        manager = _manager(case, error)
        if manager is not None and "context manager" in error.error.message:
            what = ast.unparse(manager)
            facts = (
                at(None, f"{code('async with')} on line {manager.lineno} is given {code(what)}."),
                at(error.seen.trace.duration, f"The object cannot be entered so: {error.error.type}."),
            )
            yield error.seen.sighting(case.source.place_of(manager), facts, error.said, what=what)
    for used in raised_outside(case, "TypeError", "AttributeError"):
        made = next(_plain_ones(case), None) or next(_unawaited(case, used.seen), None)
        said = used.error.message
        if made is not None and ("context manager" in said or "__aenter__" in said):
            fact = at(used.seen.trace.duration, f"It cannot be entered so: {used.error.type}.")
            what = f"{getattr(made, 'name', '')}(…)"
            yield used.seen.sighting(case.source.place_of(made), [fact], used.said, what=what)


def _plain_ones(case: Case) -> Iterator[ast.AST]:
    """Yield the classes and functions of the answer that make managers for a plain `with`, or none."""
    for enter in methods(case, "__enter__"):
        owner = case.source.parent(enter)
        names = {getattr(part, "name", "") for part in getattr(owner, "body", ())}
        if owner is not None and "__aenter__" not in names:
            yield owner
    for function in case.source.functions():
        decorators = [case.source.names.last(one) for one in getattr(function, "decorator_list", ())]
        undecorated = is_generator(case, function) and not decorators
        if "contextmanager" in decorators or (undecorated and not _is_method(case, function)):
            yield function


def _unawaited(case: Case, seen: Seen) -> Iterator[ast.AST]:
    """Yield the coroutine functions of the answer whose calls were never awaited."""
    lost = {one.name for one in seen.trace.never_awaited}
    yield from (one for one in case.source.functions() if getattr(one, "name", None) in lost)


def _is_method(case: Case, function: ast.AST) -> bool:
    return isinstance(case.source.parent(function), ast.ClassDef)


def _manager(case: Case, error: Raised) -> ast.expr | None:
    """Return what `async with` was given where the error was raised."""
    node = error.node
    if isinstance(node, ast.AsyncWith):
        return node.items[0].context_expr
    for up in (node, *case.source.above(node)) if node is not None else ():
        holder = case.source.parent(up)
        if isinstance(holder, ast.withitem) and isinstance(up, ast.expr):
            return up if isinstance(case.source.parent(holder), ast.AsyncWith) else None
        if isinstance(up, ast.stmt):
            return None
    return None
