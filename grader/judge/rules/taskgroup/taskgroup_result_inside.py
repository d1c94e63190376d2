"""A task of a group is asked for its result inside the group's block, before it is done."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.groups import blocks, leaves
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import raised_on

LEVEL = ESSENTIAL
SILENCES = ("result-before-done", "taskgroup-siblings-cancelled", "fetch-not-called", "task-not-awaited",
            "cancelled-before-finish", "taskgroup-plain-except", "wrong-delay")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for block in blocks(case):
        for seen in case.suspects:
            early = [error for error in leaves(seen.run.error) if error.type == "InvalidStateError"]
            head = raised_on(seen.trace, block.lineno, block.body[0].lineno)
            if not early or head is None:
                continue
            cut = sum(task.via == "TaskGroup" for task in seen.trace.cancelled)
            facts = (
                at(None, f"{code('result()')} is called inside the block; the task is not done."),
                at(None, f"It raises {early[0].type}, and the group cancels its tasks."),
            )
            for asked in _asked(block):
                said = f"{early[0].type}: {early[0].message}"
                yield seen.sighting(case.source.place_of(asked), facts, said, count=cut)


def _asked(block: ast.AsyncWith) -> Iterator[ast.AST]:
    """Yield where results are asked for inside the block; its head when that is in a helper."""
    found: list[ast.AST] = [
        node
        for part in block.body
        for node in ast.walk(part)
        if isinstance(node, ast.Attribute) and node.attr in ("result", "exception")
    ]
    yield from found or [block]
