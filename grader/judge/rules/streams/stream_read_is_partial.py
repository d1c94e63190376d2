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
    """Yield the awaited calls of `read` with a number of bytes that are taken for all there is.

    They stand outside of every loop, or in one that takes a short piece for the last one.
    """
    for node in case.source.nodes:
        match node:
            case ast.Await(value=ast.Call(func=ast.Attribute(attr="read"), args=[size]) as call):
                to_the_end = isinstance(size, ast.UnaryOp) and isinstance(size.op, ast.USub)
                loop = case.source.loop_of(call)
                if not to_the_end and (loop is None or _ends_when_short(loop) or _ends_with_head(loop)):
                    yield call


def _ends_with_head(loop: ast.AST) -> bool:
    """Tell whether a loop is left at a mark: `while b"|" not in data`.  The rest may have come or not."""
    test = loop.test if isinstance(loop, ast.While) else None
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.NotIn)


def _ends_when_short(loop: ast.AST) -> bool:
    """Tell whether a loop is left when a piece is shorter than asked for: `if len(piece) < 1024: break`."""
    for node in ast.walk(loop):
        match node:
            case ast.If(
                test=ast.Compare(
                    left=ast.Call(func=ast.Name(id="len")),
                    ops=[ast.Lt() | ast.NotEq()],
                    comparators=[ast.Constant(value=int(size)) | ast.Name(id=str(size))],
                ),
                body=[*_, ast.Break() | ast.Return()],
            ) if size != 0:
                return True
    return False
