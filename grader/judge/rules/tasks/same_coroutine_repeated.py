"""One coroutine object is handed over several times, as if it were several calls."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.origins import elements
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number
from grader.judge.trace_ends import failures, made_at
from grader.judge.trace_tables import Life
from grader.model import RunError, TaskRecord

LEVEL = ESSENTIAL
SILENCES = ("coroutine-awaited-twice", "wrong-result", "wrong-order", "wrong-result-shape",
            "fetch-not-called", "no-explicit-task", "await-in-loop", "late-binding-closure",
            "task-not-awaited", "exception-never-retrieved")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for tasks, error in _of_one_coroutine(seen):
            name = tasks[0].coroutine.rpartition(".")[2]
            text = (
                f"{number(len(tasks))} tasks are made of one coroutine object of {code(name)}.".capitalize()
            )
            facts = [at(tasks[0].created, text)]
            place, says = made_at(seen.trace, tasks[0]), f"{error.type}: {error.message}"
            yield seen.sighting(place, facts, says, name=name, count=len(tasks))
        for task in seen.trace.tasks:
            call = case.source.call_at(made_at(seen.trace, task)) if task.via == "gather" else None
            if call is not None and (item := _repeated(case, call)) is not None:
                text = f"{code('gather')} gets one coroutine object several times, and runs it once."
                place = case.source.place_of(call)
                yield seen.sighting(place, [at(task.created, text)], what=ast.unparse(item))


def _of_one_coroutine(seen: Seen) -> Iterator[tuple[list[TaskRecord], RunError]]:
    """Yield the tasks of like calls of which one failed outside any line of the learner's.

    Where a coroutine object is carried out already, asyncio refuses to go on with it.
    """
    lives, coros = seen.trace.recording.lives, seen.trace.recording.coros
    for failure in failures(seen.trace):
        coro = coros.get(lives[failure.task.id].coro or 0)
        if failure.place is not None or failure.error.type != "RuntimeError" or coro is None:
            continue
        like = [
            task
            for task in seen.trace.own_tasks
            if (other := coros.get(lives[task.id].coro or 0))
            and (other.name, other.args) == (coro.name, coro.args)
        ]
        if len(like) > 1 and _begun_before(lives[failure.task.id], lives[like[0].id]):
            yield like, failure.error


def _begun_before(one: Life, other: Life) -> bool:
    return other.last is None or one.first < other.last


def _repeated(case: Case, call: ast.Call) -> ast.expr | None:
    """Return what the arguments of gather hold several times: the one object of a single call."""
    names = case.source.names
    single: list[str] = []
    for argument in call.args:
        node = names.behind(argument.value) if isinstance(argument, ast.Starred) else argument
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            items = [*elements(case.source, node.left), *elements(case.source, node.right)]
            return next((item for item in items if names.kind(item) == "coroutine"), None)
        if isinstance(node, ast.ListComp | ast.GeneratorExp) and isinstance(node.elt, ast.Name):
            targets = {
                name.id
                for one in node.generators
                for name in ast.walk(one.target)
                if isinstance(name, ast.Name)
            }
            if node.elt.id not in targets and names.kind(node.elt) == "coroutine":
                return node.elt
        items = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
        single += [
            item.id for item in items if isinstance(item, ast.Name) and names.kind(item) == "coroutine"
        ]
    twice = next((name for name in single if single.count(name) > 1), None)
    return ast.Name(id=twice) if twice is not None else None
