"""A thread is started for nothing but time.sleep."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ACTIONABLE, Sighting, at
from grader.judge.rules.wording import seconds
from grader.judge.trace_names import short_name
from grader.judge.trace_records import ThreadRecord

LEVEL = ACTIONABLE


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.runs:
        limited = any(one.via in ("timeout", "wait_for") for one in seen.trace.cancellations)
        for thread in () if limited else seen.trace.threads:  # else the sleep stands for longer work
            naps = [wait for wait in thread.waits if wait.what == "time.sleep"]
            if naps and _only_sleeps(case, thread):
                fact = at(naps[0].start, f"A thread sleeps until {seconds(naps[0].end)}.")
                slept = round(naps[0].end - naps[0].start, 9)
                yield seen.sighting(thread.place, [fact], slept=slept, count=len(seen.trace.threads))


def _only_sleeps(case: Case, thread: ThreadRecord) -> bool:
    """Whether the thread was given time.sleep itself, or a function that does nothing else."""
    name = short_name(thread.function).rpartition(".")[2]
    if name == "sleep":
        return True
    bodies: list[ast.AST] = [*case.source.functions(name)]
    if name == "<lambda>":
        bodies = [node for node in case.source.nodes if isinstance(node, ast.Lambda)]
    return any(_is_sleep(case, body) for body in bodies)


def _is_sleep(case: Case, function: ast.AST) -> bool:
    """Whether it sleeps, and does nothing else.

    Where an exercise asks for the pause itself, it may print and return a text beside; in a program,
    such a sleep stands for a library that blocks.
    """
    body = getattr(function, "body", None)
    if not case.checks and isinstance(body, list) and len(body) != 1:
        return False
    if isinstance(body, list) and not all(
        isinstance(one, ast.Expr | ast.Return | ast.Assign) for one in body
    ):
        return False
    parts = body if isinstance(body, list) else [body]
    calls = [node for part in parts if part for node in ast.walk(part) if isinstance(node, ast.Call)]
    called = {case.source.names.dotted(call.func) for call in calls}
    return "time.sleep" in called and called <= {"time.sleep", "print", "str", "len"}
