"""gather is told to put exceptions among the results, and nothing looks for them there."""

import ast
from collections.abc import Iterable
from dataclasses import replace

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ACTIONABLE, Sighting, at, code
from grader.model import TaskRecord

LEVEL = ACTIONABLE
LOOKS = ("isinstance", "issubclass", "type")


def detect(case: Case) -> Iterable[Sighting]:
    calls = [call for call in case.source.calls_to("asyncio.gather") if _keeps(case, call)]
    if not calls or _looks(case) or _cancels(case):
        return
    for call in calls:
        failing = [seen for seen in case.runs if _raised(seen, call)]
        if failing and case.checks and not case.failed:
            continue  # the checks have seen errors among the results, and are content
        questioned = [seen for seen in failing if seen in case.suspects]
        for seen in (questioned or case.runs)[:1]:
            raised = _raised(seen, call)
            facts = [
                at(task.ended, f"{code(task.error.type)} comes out of a call, and goes into the list.")
                for task in raised
                if task.error is not None
            ]
            facts += [at(None, "Nothing in the file tells an exception from a result.")]
            place = case.source.place_of(call)
            if raised:
                sighting = seen.sighting(place, facts, count=len(raised))
                yield replace(sighting, cause=bool(case.failed))
            else:
                yield seen.sighting(place, facts)


def _raised(seen: Seen, call: ast.Call) -> list[TaskRecord]:
    """Return the tasks of the gather that ended with an error."""
    lines = range(call.lineno, (call.end_lineno or call.lineno) + 1)
    waits = [wait for wait in seen.trace.waits("gather") if wait.place and wait.place.line in lines]
    given = {number for wait in waits for number in wait.tasks}
    ran = [
        task for task in seen.trace.tasks if task.id in given or (task.via == "gather" and task.line in lines)
    ]
    return [task for task in ran if task.how == "raised" and task.error is not None]


def _keeps(case: Case, call: ast.Call) -> bool:
    """Tell whether the call has return_exceptions=True, under a name or not."""
    for keyword in call.keywords:
        if keyword.arg == "return_exceptions":
            value = case.source.names.behind(keyword.value)
            return isinstance(value, ast.Constant) and value.value is True
    return False


def _looks(case: Case) -> bool:
    """Tell whether anything in the file asks what kind of thing a value is."""
    return any(
        (isinstance(node, ast.Call) and case.source.names.dotted(node.func) in LOOKS)
        or isinstance(node, ast.MatchClass)
        or (isinstance(node, ast.Attribute) and node.attr in ("__class__", "__traceback__"))
        for node in case.source.nodes
    )


def _cancels(case: Case) -> bool:
    """Tell whether tasks are cancelled somewhere: to wait for those, exceptions and all, is usual."""
    return any(isinstance(node, ast.Attribute) and node.attr == "cancel" for node in case.source.nodes)
