"""One read(n) is taken for the whole message, which comes in pieces."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("wrong-result",)


def detect(case: Case) -> Iterable[Sighting]:
    for call in _single_reads(case) if case.failed else ():
        text = ast.unparse(call).rpartition(".")[2]
        for seen in case.suspects:
            waits = [wait for wait in seen.trace.waits() if wait.on == "stream.read"]
            here = [wait for wait in waits if wait.place is not None and wait.place.line == call.lineno]
            for wait in here[:1]:
                facts = (
                    at(wait.start, f"{code(text)} on line {call.lineno} waits for data."),
                    at(wait.end, "Some has come: the call gives that, and is over."),
                )
                yield seen.sighting(case.source.place_of(call), facts, read=text)


def _single_reads(case: Case) -> Iterator[ast.Call]:
    """Yield the awaited calls of `read` with a number of bytes, outside of every loop."""
    for node in case.source.nodes:
        match node:
            case ast.Await(value=ast.Call(func=ast.Attribute(attr="read"), args=[size]) as call):
                to_the_end = isinstance(size, ast.UnaryOp) and isinstance(size.op, ast.USub)
                if not to_the_end and case.source.loop_of(call) is None:
                    yield call
