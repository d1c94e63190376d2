"""Tasks are kept in a set, and their results are read from it."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.arrivals import by_set, order_facts, out_of_order
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting

LEVEL = ESSENTIAL
SILENCES = ("wait-done-is-a-set", "wrong-order")
MAKERS = ("create_task", "ensure_future", "run_coroutine_threadsafe", "Task")
READERS = ("gather", "wait", "as_completed", "list", "tuple", "sorted", "map", "enumerate", "zip", "iter")


def detect(case: Case) -> Iterable[Sighting]:
    sets = list(_sets(case)) if case.failed else []
    for seen, order in out_of_order(case) if sets else ():
        if by_set(seen) or any(not tasks for _, tasks in sets):
            place = case.source.place_of(sets[0][0])
            line = f" on line {place.line}" if place else ""
            facts = order_facts(seen, order, f"{len(order)} tasks are put into a set{line}.")
            yield seen.sighting(place, facts, count=len(order))


def _sets(case: Case) -> Iterator[tuple[ast.expr, bool]]:
    """Yield each set of tasks or coroutines that is read, and whether it holds tasks."""
    for node in case.source.nodes:
        if not (isinstance(node, ast.expr) and case.source.names.kind(node) == "set"):
            continue
        if isinstance(node, ast.Set | ast.SetComp | ast.Call) and _is_read(case, node):
            held = [*_inside(case, node), *_added(case, node)]
            if held:
                yield node, any(case.source.names.last(call.func) in MAKERS for call in held)


def _inside(case: Case, node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls in a node that make tasks or coroutines; `map(create_task, ...)` is one, too."""
    names = case.source.names
    items = node.elts if isinstance(node, ast.Set) else ()
    for call in (one for root in (node, *map(names.behind, items)) for one in ast.walk(root)):
        if isinstance(call, ast.Call):
            makers = [call.func, *(call.args[:1] if names.last(call.func) == "map" else ())]
            if any(names.last(one) in MAKERS or names.is_async(one) for one in makers):
                yield call if makers[0] is makers[-1] else ast.Call(func=makers[-1], args=[], keywords=[])


def _target(case: Case, node: ast.expr) -> str | None:
    """Return the name or attribute that the set is kept under."""
    up = case.source.parent(node)
    if isinstance(up, ast.AnnAssign | ast.NamedExpr):
        target: ast.expr = up.target
    elif isinstance(up, ast.Assign):
        target = up.targets[0]
    else:
        return None
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", None)


def _means(node: ast.AST | None, name: str) -> bool:
    return getattr(node, "id", None) == name or getattr(node, "attr", None) == name


def _added(case: Case, node: ast.expr) -> Iterator[ast.Call]:
    """Yield what is put into the set later, by its methods or by `|=`."""
    name = _target(case, node)
    for other in case.source.nodes if name else ():
        match other:
            case ast.Call(func=ast.Attribute(value=owner, attr="add" | "update"), args=args):
                held = args if _means(owner, name or "") else []
            case ast.AugAssign(target=owner, value=value):
                held = [value] if _means(owner, name or "") else []
            case _:
                held = []
        for one in held:
            yield from _inside(case, case.source.names.behind(one))


def _is_read(case: Case, node: ast.expr) -> bool:
    """Whether the set's items are gone through; one that only keeps tasks from being collected is not."""
    name = _target(case, node)
    if name is None:
        return True
    return any(_means(item, name) for other in case.source.nodes for item in _read_by(case, other))


def _read_by(case: Case, node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        return [node.iter]
    if isinstance(node, ast.Starred | ast.Return) and node.value is not None:
        return [node.value]
    if isinstance(node, ast.Call) and case.source.names.last(node.func) in READERS:
        return list(node.args)
    return []
