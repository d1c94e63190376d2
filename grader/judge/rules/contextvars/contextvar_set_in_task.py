"""A context variable is set in a task of its own, and others are to see it."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.context_variables import method_calls, variables
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("contextvar-not-reset",)


def detect(case: Case) -> Iterable[Sighting]:
    names = variables(case)
    yield from _in_a_copy(case, names)
    yield from _too_late(case, names)
    read = {name for name, _ in method_calls(case, "get", names)}
    for name, call in method_calls(case, "set", names):
        function = case.source.function_of(call)
        if name not in read or not isinstance(function, ast.AsyncFunctionDef) or not _ends(function, call):
            continue
        for seen in case.suspects:
            ran = seen.trace.calls(function.name)
            if not ran or not all(one.own_task for one in ran):
                continue
            facts = (
                at(ran[0].start, f"{code(function.name + '()')} begins as a task, on a copy of the context."),
                at(ran[0].end, f"It has set {code(name)} there, and ends; the copy goes with it."),
            )
            yield seen.sighting(case.source.place_of(call), facts, name=name, who=f"{function.name}()")


def _in_a_copy(case: Case, names: frozenset[str]) -> Iterator[Sighting]:
    """Yield `asyncio.to_thread(request.set, value)`, and `context.run` of it if nothing else runs there."""
    calls = case.source.calls_to("asyncio.to_thread")
    runs = [node for node in case.source.nodes if isinstance(node, ast.Call) and _is_run(node)]
    given_on = any(isinstance(node, ast.keyword) and node.arg == "context" for node in case.source.nodes)
    for call in (*calls, *(runs if len(runs) == 1 and not given_on else ())):
        given = call.args[0] if call.args else None
        if isinstance(given, ast.Attribute) and given.attr == "set" and ast.unparse(given.value) in names:
            name = ast.unparse(given.value)
            fact = at(None, f"What line {call.lineno} does runs on a copy of the context.")
            for seen in case.suspects if case.failed else ():
                yield seen.sighting(case.source.place_of(call), (fact,), copied=name)


def _is_run(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "run"


def _too_late(case: Case, names: frozenset[str]) -> Iterator[Sighting]:
    """Yield each task that a function makes before it sets the variable, and awaits after that."""
    for name, call in method_calls(case, "set", names):
        function = case.source.function_of(call)
        for made in case.source.calls_to("asyncio.create_task", "asyncio.ensure_future"):
            if not case.failed or case.source.function_of(made) is not function:
                continue
            if made.lineno < call.lineno and _awaits(case, made, call.lineno):
                facts = (
                    at(None, f"Line {made.lineno} makes the task, with a copy of the context."),
                    at(None, f"Line {call.lineno} sets {code(name)} after that; the copy does not change."),
                )
                for seen in case.suspects:
                    yield seen.sighting(case.source.place_of(made), facts, early=name)


def _awaits(case: Case, made: ast.Call, line: int) -> bool:
    """Tell whether the task is kept under a name and awaited below that line."""
    kept = case.source.parent(made)
    names = (
        {one.id for one in kept.targets if isinstance(one, ast.Name)} if isinstance(kept, ast.Assign) else ()
    )
    return any(
        isinstance(node, ast.Await)
        and node.lineno > line
        and isinstance(node.value, ast.Name)
        and node.value.id in names
        for node in case.source.nodes
    )


def _ends(function: ast.AsyncFunctionDef, call: ast.Call) -> bool:
    """Tell whether the call, the only one of its kind, is the last thing that the function does."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    sets = [one for one in calls if ast.unparse(one.func) == ast.unparse(call.func)]
    return len(sets) == 1 and all(one.lineno <= (call.end_lineno or call.lineno) for one in calls)
