"""An `except` that catches everything and says nothing stands around work that failed."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules import managers
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.groups import group_in
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "missing-return", "fetch-not-called", "wrong-delay", "awaits-only-first-task",
            "async-without-await", "wrong-result-shape", "taskgroup-siblings-cancelled")  # fmt: skip
ALL = ("Exception", "BaseException", "builtins.Exception", "builtins.BaseException")
TELLING = ("print", "print_exc", "debug", "info", "warning", "error", "exception", "critical", "log")


def detect(case: Case) -> Iterable[Sighting]:
    if not case.failed:
        return
    yield from _kept_by_managers(case)
    for block, handler in _silent(case):
        asked = list(_asks(case, block))
        for seen in case.suspects if asked else ():
            went_well = any(_went_well(node, seen) for node in asked)
            went_well = went_well and seen not in case.asked("errors")  # where one of many calls fails
            lost = _lost_value(case, block, handler, seen) or _left_for_ever(case, block, seen)
            if _has_run(case, block, seen) and (lost or not went_well):
                first = asked[0].lineno
                facts = (
                    at(None, f"Line {first}, inside the {code('try')}, did not come to its end."),
                    at(
                        None,
                        f"The {code('except')} on line {handler.lineno} caught what it raised, and went on.",
                    ),
                )
                yield seen.sighting(case.source.place_of(handler), facts, first=str(first))


def _kept_by_managers(case: Case) -> Iterator[Sighting]:
    """Yield where an asynchronous context manager keeps the errors of its block to itself."""
    for seen in case.asked("errors"):
        for leave in managers.swallowing_exits(case):
            fact = at(None, f"{code('__aexit__')} returns something true, and the error ends there.")
            yield seen.sighting(case.source.place_of(leave), [fact], leaves=str(leave.lineno))
        for _, node in managers.generators(case):
            for handler in _broad(case, managers.blocks_around(case, node)):
                facts = (
                    at(
                        None, f"An error of the block is raised at the {code('yield')} on line {node.lineno}."
                    ),
                    at(
                        None, f"The {code('except')} on line {handler.lineno} catches it, and raises nothing."
                    ),
                )
                yield seen.sighting(case.source.place_of(handler), facts)


def _broad(case: Case, blocks: Iterable[ast.Try]) -> Iterator[ast.ExceptHandler]:
    """Yield the handlers for all errors that raise nothing."""
    for handler in (one for block in blocks for one in block.handlers):
        raises = any(isinstance(node, ast.Raise) for part in handler.body for node in ast.walk(part))
        if not raises and (handler.type is None or case.source.names.dotted(handler.type) in ALL):
            yield handler


def _silent(case: Case) -> Iterator[tuple[ast.Try | ast.TryStar, ast.ExceptHandler]]:
    """Yield every `try` with a handler for all errors that neither names nor tells them.

    Where a check asks for the error itself, to print it is not to tell it.
    """
    for node in case.source.nodes:
        if not isinstance(node, ast.Try | ast.TryStar) or _is_asked_below(case, node):
            continue
        if isinstance(node, ast.TryStar) and not _gives_up(node):
            continue
        for handler in node.handlers:
            names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            broad = any(name is None or case.source.names.dotted(name) in ALL for name in names)
            prints = bool(case.asked("errors")) and all(map(_only_prints, handler.body))
            quiet = prints or all(map(_is_quiet, handler.body))
            if broad and quiet and not _keeps(handler):
                yield node, handler


def _is_asked_below(case: Case, block: ast.Try | ast.TryStar) -> bool:
    """Tell whether the tasks of a group that the block enters are asked for their ends below it."""
    groups = [one for part in block.body for one in ast.walk(part) if group_in(case, one) is not None]
    return bool(groups) and any(
        isinstance(node, ast.Attribute)
        and node.attr in ("result", "exception")
        and node.lineno > (block.end_lineno or block.lineno)
        and case.source.function_of(node) is case.source.function_of(block)
        for node in case.source.nodes
    )


def _gives_up(block: ast.TryStar) -> bool:
    """Tell whether what comes after a group is left out when one of its tasks fails."""
    leaves = any(isinstance(node, ast.Return) for one in block.handlers for node in one.body)
    return len(block.body) > 1 or leaves


def _keeps(handler: ast.ExceptHandler) -> bool:
    """Tell whether the error is put somewhere: `report[url] = error`."""
    puts = [node.value for node in handler.body if isinstance(node, ast.Assign | ast.Return)]
    return any(isinstance(value, ast.Name) and value.id == handler.name for value in puts)


def _is_quiet(statement: ast.stmt) -> bool:
    """Tell whether a handler's statement does without the error: pass, continue, a constant ...

    One that only prints it or logs it tells a reader, not the caller.
    """
    if isinstance(statement, ast.Expr) and isinstance(call := statement.value, ast.Call):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        return name in TELLING
    calls_or_raises = any(isinstance(node, ast.Call | ast.Raise | ast.Await) for node in ast.walk(statement))
    return not calls_or_raises


def _only_prints(statement: ast.stmt) -> bool:
    """Tell whether a handler's statement shows the error, or does without it: whoever waits hears nothing."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    shows = isinstance(value, ast.Call) and getattr(value.func, "id", "") == "print"
    return shows or _is_quiet(statement)


def _asks(case: Case, block: ast.Try | ast.TryStar) -> Iterator[ast.Await | ast.Call | ast.AsyncWith]:
    """Yield what the block awaits, a TaskGroup among it, and where it asks for results.

    In a plain function it is what the block calls, where a check asks for the error.
    """
    plain = isinstance(case.source.function_of(block), ast.FunctionDef) and bool(case.asked("errors"))
    for part in block.body:
        for node in ast.walk(part):
            match node:
                case ast.Call() if plain:
                    yield node
                case ast.Await() | ast.Call(func=ast.Attribute(attr="result")):
                    yield node
                case ast.AsyncWith() if group_in(case, node) is not None:
                    yield node


def _has_run(case: Case, block: ast.Try | ast.TryStar, seen: Seen) -> bool:
    """Tell whether the function around has run, or may have: what never waits leaves no mark."""
    function = case.source.function_of(block)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return bool(seen.trace.calls(function.name)) or _is_mentioned(case, function.name)


def _is_mentioned(case: Case, name: str) -> bool:
    attributes = {node.attr for node in case.source.nodes if isinstance(node, ast.Attribute)}
    return case.source.names.is_read(name) or name in attributes


def _went_well(node: ast.Await | ast.Call | ast.AsyncWith, seen: Seen) -> bool:
    """Tell whether the run stood still here and went on, or took a result from a task that had one."""
    lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    if not isinstance(node, ast.Call):
        waits = [wait for wait in seen.trace.waits() if any(one.line in lines for one in wait.stack)]
        failed = [_failed(wait.tasks, seen) for wait in waits]
        return not all(failed) if isinstance(node, ast.Await) else not any(failed) and bool(failed)
    return not any(task.how == "left" or task.how == "raised" for task in seen.trace.own_tasks)


def _failed(tasks: tuple[int, ...], seen: Seen) -> bool:
    found = [task for number in tasks if (task := seen.trace.task(number)) is not None]
    return any(task.how == "raised" for task in found)


def _lost_value(case: Case, block: ast.Try | ast.TryStar, handler: ast.ExceptHandler, seen: Seen) -> bool:
    """Tell whether the block was to return something, and what came out is what the handler gives: None."""
    function = case.source.function_of(block)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    last, instead = block.body[-1], handler.body[-1]
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return) and node is not instead]
    if returns != [last] or last.value is None:  # type: ignore[attr-defined]
        return False
    given = ast.unparse(instead.value) if isinstance(instead, ast.Return) and instead.value else "None"
    ended = [task.value for task in seen.trace.tasks if task.coroutine.endswith(function.name)]
    if seen.target == function.name and seen.finished:
        ended.append(repr(seen.run.value))
    return given in ended


def _left_for_ever(case: Case, block: ast.Try | ast.TryStar, seen: Seen) -> bool:
    """Tell whether the block is a loop without an end, and its function ended as if it had one."""
    loop, function = block.body[-1], case.source.function_of(block)
    if not (isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant) and loop.test.value):
        return False
    exits = any(isinstance(node, ast.Break | ast.Return) for node in ast.walk(loop))
    name = function.name if isinstance(function, ast.AsyncFunctionDef) else ""
    ended = (seen.finished and seen.target == name) or any(
        task.how == "returned" and task.coroutine.endswith(name) for task in seen.trace.tasks
    )
    return bool(name) and ended and not exits
