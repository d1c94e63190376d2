"""A connection is left open: nothing closes it, or both ends wait for an end that nobody has sent."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.model import Outcome, Wait

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        if seen.run.outcome is not Outcome.DEADLOCKED:
            continue
        reading = _readers(seen)
        for wait in reading if len(reading) > 1 else ():
            if not _reads_to_the_end(case, wait):
                continue
            lines = sorted({other.place.line for other in reading if other.place is not None})
            facts = [at(seen.run.elapsed, f"A task waits on line {line} for data to read.") for line in lines]
            facts += [at(None, f"Neither side has called {code('close()')} or {code('write_eof()')}.")]
            yield seen.sighting(wait.place, facts, count=len(reading))
    yield from _left_open(case)


def _left_open(case: Case) -> Iterable[Sighting]:
    """Yield where a connection is opened in a function that has ended, in a file that closes none."""
    for call in case.source.calls_to("asyncio.open_connection") if not _closes(case) else ():
        function = case.source.function_of(call)
        if not isinstance(function, ast.AsyncFunctionDef):
            continue
        for seen in case.suspects:
            for ran in [one for one in seen.trace.calls(function.name) if one.finished][:1]:
                name = f"{function.name}()"
                facts = (
                    at(ran.start, f"{code(name)} begins; line {call.lineno} opens a connection."),
                    at(ran.end, f"{code(name)} ends; nothing has closed the connection."),
                )
                yield seen.sighting(case.source.place_of(call), facts, who=name)


def _closes(case: Case) -> bool:
    """Tell whether anything in the file closes something, or has it closed."""
    attributes = {node.attr for node in case.source.nodes if isinstance(node, ast.Attribute)}
    names = {node.id for node in case.source.nodes if isinstance(node, ast.Name)} | attributes
    return bool(attributes & {"close", "aclose", "abort", "write_eof"} or names & {"closing", "aclosing"})


def _readers(seen: Seen) -> list[Wait]:
    """Return the waits for data in which tasks stood when nothing could go on."""
    stuck = seen.trace.recording.stuck or {}
    waiting = [(one["task"], one.get("on") or {}) for one in stuck.get("tasks", ())]
    numbers = [task for task, on in waiting if on.get("kind") == "stream.read"]
    tasks = [task for number in numbers if (task := seen.trace.task(number)) is not None]
    waits = ([wait for wait in task.waits if wait.on == "stream.read"] for task in tasks)
    return [found[-1] for found in waits if found]


def _reads_to_the_end(case: Case, wait: Wait) -> bool:
    """Tell whether the wait is in `read()`, which goes on until the other side has closed."""
    call = case.source.call_at(wait.place, "read")
    if call is None or not isinstance(call.func, ast.Attribute) or call.func.attr != "read":
        return False
    size = next(iter(call.args), None)
    return size is None or (isinstance(size, ast.UnaryOp) and isinstance(size.op, ast.USub))
