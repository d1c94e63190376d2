"""A `try` stands around the making of a task; the task's error comes out elsewhere."""

import ast
import builtins
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import Failure, failures, made_at
from grader.model import RunError, TaskRecord

LEVEL = ESSENTIAL
SILENCES = ("exception-never-retrieved", "task-not-awaited", "awaits-only-first-task")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for failure in failures(seen.trace):
            task = failure.task
            for block in _around(case, seen, failure):
                facts = (
                    at(task.created, f"The {code('try')} on line {block.lineno} makes a task, and is over."),
                    at(task.ended, f"The task ends with {failure.error.type}, outside the {code('try')}."),
                )
                place = made_at(seen.trace, task)
                yield seen.sighting(place, facts, error=failure.error.type, caught=str(block.lineno))


def _around(case: Case, seen: Seen, failure: Failure) -> Iterator[ast.Try]:
    """Yield the `try` around the making of a task that would catch its error, and does not wait for it."""
    node = case.source.node_at(made_at(seen.trace, failure.task))
    if node is None or failure.task.via not in ("create_task", "ensure_future"):
        return
    function = case.source.function_of(node)
    for up in case.source.above(node):
        if up is function:
            return
        inside = isinstance(up, ast.Try) and any(node in ast.walk(part) for part in up.body)
        if isinstance(up, ast.Try) and inside and _would_catch(case, up, failure.error):
            if not _waits(up, seen, failure.task) and _got_away(seen, failure):
                yield up
            return


def _would_catch(case: Case, block: ast.Try, error: RunError) -> bool:
    known = getattr(builtins, error.type, Exception)  # an event tells the class, not its bases
    bases = known.__mro__ if isinstance(known, type) else ()
    names = {error.type, "Exception", "BaseException", *(base.__name__ for base in bases)} - {"object"}
    for handler in block.handlers:
        types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        if any(one is None or case.source.names.last(one) in names for one in types):
            return True
    return False


def _waits(block: ast.Try, seen: Seen, task: TaskRecord) -> bool:
    """Tell whether the task was waited for inside the block."""
    lines = range(block.body[0].lineno, (block.body[-1].end_lineno or 0) + 1)
    waits = (wait for wait in seen.trace.waits() if task.id in wait.tasks)
    return any(place.line in lines for wait in waits for place in wait.stack)


def _got_away(seen: Seen, failure: Failure) -> bool:
    """Tell whether nobody took the error, or it ended the program."""
    lost = any(stray.task == failure.task.id for stray in seen.trace.never_retrieved)
    return lost or (seen.run.error is not None and seen.run.error.type == failure.error.type)
