"""TimeoutError is caught inside the timeout block, where it is never raised."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.task_failures import task_failures

LEVEL = ESSENTIAL
SILENCES = ("wait-for-cancels-task", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for found in task_failures(case, "TimeoutError"):
        block = next((node for node in found.around if isinstance(node, ast.AsyncWith)), None)
        if block is None or not _is_timeout(case, block):
            continue
        for node in ast.walk(block):
            for handler in node.handlers if isinstance(node, ast.Try) else ():
                if _catches(case, handler) and case.source.function_of(handler) is case.source.function_of(
                    block
                ):
                    facts = (
                        at(
                            found.when, f"The time of line {block.lineno} is up: what it awaits is cancelled."
                        ),
                        at(found.when, "The block ends, and only then raises TimeoutError."),
                    )
                    place = case.source.place_of(handler)
                    said = found.python_says.removesuffix(": ")
                    yield found.seen.sighting(place, facts, said, block=str(block.lineno))


def _is_timeout(case: Case, block: ast.AsyncWith) -> bool:
    calls = case.source.calls_to("asyncio.timeout", "asyncio.timeout_at")
    return any(case.source.names.behind(item.context_expr) in calls for item in block.items)


def _catches(case: Case, handler: ast.ExceptHandler) -> bool:
    """Whether the handler names TimeoutError."""
    named = ast.walk(handler.type) if handler.type is not None else ()
    return any(
        isinstance(one, ast.Name | ast.Attribute) and case.source.names.last(one) == "TimeoutError"
        for one in named
    )
