"""to_thread gets what a call gave, where it takes the function itself."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.error_calls import error_calls
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("blocking-sleep", "blocking-io", "blocking-subprocess", "blocking-busy-loop", "wrong-delay",
            "async-without-await")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for one in error_calls(case, "TypeError"):
        for call, work in _handed_over(case):
            near = one.place is None or call.lineno <= one.place.line <= (call.end_lineno or call.lineno)
            if not near and not one.coroutine.endswith("to_thread"):
                continue
            trace, name = one.seen.trace, case.source.names.last(call.func) or "to_thread"
            blocks = [block for block in trace.blocked if block.place and block.place.line == work.lineno]
            facts = [at(b.start, f"{code(ast.unparse(work))} holds the event loop.") for b in blocks[:1]]
            facts.append(at(one.moment, f"{code(name)} gets what it gave, and raises {one.error.type}."))
            yield one.seen.sighting(case.source.place_of(call), facts, one.says, name=name)


def _handed_over(case: Case) -> Iterator[tuple[ast.Call, ast.Call]]:
    """Yield the calls that hand work to a thread, each with the call that was made instead."""
    for node in case.source.nodes:
        if not isinstance(node, ast.Call):
            continue
        last = case.source.names.last(node.func)
        place = {"to_thread": 0, "run_in_executor": 1}.get(last or "")
        if place is None or len(node.args) <= place:
            continue
        work = case.source.names.behind(node.args[place])
        if isinstance(work, ast.Call) and case.source.names.dotted(work.func) != "functools.partial":
            yield node, work
