"""A blocking call goes on past the time limit that was set around it."""

import ast
from collections.abc import Iterable
from dataclasses import replace

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ACTIONABLE, Sighting, at, code
from grader.judge.rules.wording import seconds
from grader.judge.trace_tables import Block, in_seconds
from grader.judge.trace_waits import standings

LEVEL = ACTIONABLE
SILENCES = ("blocking-sleep", "blocking-busy-loop", "blocking-call-in-thread", "nested-asyncio-run")
LIMITS = ("asyncio.timeout", "asyncio.wait_for")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.source.calls_to(*LIMITS) else ():
        for block in seen.trace.recording.blocks:
            took, limit = in_seconds(block.end - block.start), _limit(case, seen, block)
            place = seen.trace.recording.place([number for number, _ in block.frames])
            if limit is not None and place is not None and took > limit:
                facts = (
                    at(in_seconds(block.start), f"{code(block.what)} on line {place.line} takes the thread."),
                    at(in_seconds(block.end), f"It gives it back; the limit was {seconds(limit)}."),
                )
                yield replace(seen.sighting(place, facts, limit=limit, took=took), cause=bool(case.failed))


def _limit(case: Case, seen: Seen, block: Block) -> float | None:
    """Return the time limit around a block, as far as the source or a wait tells."""
    places = seen.trace.recording.places
    nodes = [case.source.node_at(places[number]) for number, _ in block.frames if number in places]
    for node in nodes:
        waited = [node.value] if isinstance(node, ast.Await) else []
        for up in (*waited, node, *case.source.above(node)) if node is not None else ():
            given = _given(case, seen, up)
            if given is not None:
                return given
    for wait in standings(seen.trace, "wait_for"):
        inside = wait.start <= in_seconds(block.start) and in_seconds(block.end) <= wait.end
        if inside and block.task in wait.tasks and wait.timeout is not None:
            return wait.timeout
    return None


def _given(case: Case, seen: Seen, node: ast.AST) -> float | None:
    """Return the number of seconds that a `timeout` block or a wait_for call sets."""
    names, values = case.source.names, list[ast.expr]()
    for item in node.items if isinstance(node, ast.AsyncWith) else ():
        call = names.behind(item.context_expr)
        if isinstance(call, ast.Call) and names.dotted(call.func) == "asyncio.timeout":
            values = [*call.args[:1], *(word.value for word in call.keywords)]
    if isinstance(node, ast.Call) and names.dotted(node.func) == "asyncio.wait_for":
        values = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "timeout")]
    value = names.behind(values[0]) if values else None
    if isinstance(value, ast.Name):
        value = _argument(case, seen, value.id)
    number = value.value if isinstance(value, ast.Constant) else None
    return float(number) if type(number) in (int, float) else None  # type: ignore[arg-type]


def _argument(case: Case, seen: Seen, name: str) -> ast.expr | None:
    """Return what the run's call was given for a parameter of the function that was called."""
    function = case.source.function(seen.target)
    names = [one.arg for one in function.args.args] if function is not None else []
    try:
        call = ast.parse(seen.run.call, mode="eval").body
    except SyntaxError:  # it is cut short, or no call
        return None
    given = call.args if isinstance(call, ast.Call) else []
    return dict(zip(names, given, strict=False)).get(name)
