"""A coroutine object is worked with as if it were the value it would give."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import Raised, raised
from grader.judge.rules.case import Case
from grader.judge.rules.coroutine_uses import made_by, used_as_value
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.unawaited import Unawaited, unawaited

LEVEL = ESSENTIAL
SILENCES = ("returns-coroutine", "fetch-not-called", "wrong-delay", "async-without-await", "wrong-result",
            "wrong-result-shape", "missing-await")  # fmt: skip
LIBRARY = ("open_connection", "read", "readline", "readexactly", "readuntil")
"""What asyncio's own coroutine functions give is often meant, not only what those of the file give."""
ERRORS = ("AttributeError", "TypeError", "ValueError", "KeyError")


def detect(case: Case) -> Iterable[Sighting]:
    names = case.source.names
    for lost in unawaited(case):
        if lost.call is None or not (names.is_async(lost.call.func) or names.last(lost.call.func) in LIBRARY):
            continue
        call = made_by(case, lost.call)
        use = used_as_value(case, call)
        line, said = _error(case, lost, call, use)
        used = line or (use.lineno if isinstance(use, ast.expr) else None)
        if used is None or isinstance(case.source.parent(call), ast.Assert):
            continue
        where = "The same line" if used == call.lineno else f"Line {used}"
        facts = (lost.facts[0], at(None, f"{where} works with the object."), lost.facts[1])
        name = f"{names.last(call.func)}()"
        yield lost.seen.sighting(
            case.source.place_of(call), facts, said or lost.python_says, name=name, used=str(used)
        )


def _error(case: Case, lost: Unawaited, call: ast.Call, use: ast.AST | None) -> tuple[int | None, str]:
    """Return the line on which work with the object failed, and Python's words for it."""
    for error in raised(case, *ERRORS) if not case.source.is_dropped(call) else ():
        if error.seen is not lost.seen or error.place is None or "coroutine" not in error.error.message:
            continue
        if _is_another_matter(case, error) or not (use is not None or isinstance(error.node, ast.expr)):
            continue
        return error.place.line, error.said
    return None, ""


def _is_another_matter(case: Case, error: Raised) -> bool:
    """Tell whether it was asyncio that refused the object, or a statement made for other objects."""
    node = error.node
    around = (node, case.source.parent(node)) if node is not None else ()
    if any(isinstance(one, ast.AsyncFor | ast.AsyncWith | ast.Await | ast.withitem) for one in around):
        return True
    return any((case.source.names.dotted(one.func) or "").startswith("asyncio.") for one in error.calls)
