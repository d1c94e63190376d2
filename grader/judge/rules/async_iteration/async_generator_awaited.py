"""An async def with yield is awaited, or made into a task, as if it gave one result."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.outside import methods, raised_outside
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.task_failures import TaskFailure, is_generator, makes_generator, task_failures

LEVEL = ESSENTIAL
SILENCES = ("missing-return", "await-non-awaitable", "fetch-not-called", "wrong-delay", "wrong-result",
            "wrong-result-shape", "create-task-function", "create-task-on-result", "async-without-await",
            "gather-of-functions", "gather-not-unpacked", "function-not-async")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    if not any(isinstance(node, ast.Yield) for node in case.source.nodes):
        return
    for found in task_failures(case, "TypeError", "ValueError"):
        if call := _generator(case, found):
            name = case.source.names.last(call.func) or ""
            facts = (
                at(None, f"{code(name + '()')} gives an asynchronous generator, for it holds a `yield`."),
                at(found.when, f"Line {call.lineno} needs something to await, and raises."),
            )
            place = case.source.place_of(call)
            yield found.seen.sighting(place, facts, found.python_says, name=name)
    yield from _called(case)
    yield from _used(case)


def _called(case: Case) -> Iterator[Sighting]:
    """Yield the functions that a failed check called, and that gave a generator instead of a coroutine."""
    for seen in case.suspects if case.failed else ():
        function = case.source.function(seen.target)
        if seen.run.kind == "value" and is_generator(case, function):
            node = _yield_of(case, function) if function is not None else None
            fact = at(None, f"{code(seen.call)} gives an asynchronous generator; nothing can await it.")
            yield seen.sighting(case.source.place_of(node), [fact], name=seen.target)


def _used(case: Case) -> Iterator[Sighting]:
    """Yield the methods that what uses the answer wanted to await, and that gave a generator."""
    made = [one for one in methods(case) if one.name != "__aiter__" and is_generator(case, one)]
    for error in raised_outside(case, "TypeError") if made else ():
        if "async_generator" in error.error.message:  # the type's name, in whatever words
            name = made[0].name
            fact = at(
                error.seen.trace.duration,
                f"{code(name + '()')} gives an asynchronous generator; nothing can await it.",
            )
            place = case.source.place_of(_yield_of(case, made[0]))
            yield error.seen.sighting(place, [fact], error.said, name=name)


def _yield_of(case: Case, function: ast.AST) -> ast.AST:
    own = (one for one in ast.walk(function) if isinstance(one, ast.Yield))
    return next((one for one in own if case.source.function_of(one) is function), function)


def _generator(case: Case, found: TaskFailure) -> ast.Call | None:
    """Return the call that gave the generator which the failing `await`, gather or create_task got."""
    names = case.source.names
    used = next((node for node in found.around if isinstance(node, ast.Await | ast.Call)), None)
    if used is None:
        return None
    given = [names.behind(node) for node in ast.walk(used) if isinstance(node, ast.Call | ast.Name)]
    calls = [node for one in given for node in ast.walk(one) if isinstance(node, ast.Call)]
    return next((call for call in calls if makes_generator(case, call)), None)
