"""A coroutine object is worked with as if it were the value it would give."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.coroutine_uses import used_as_value
from grader.judge.rules.broken_off import raised
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unawaited import Unawaited, unawaited

LEVEL = ESSENTIAL
SILENCES = ("returns-coroutine", "fetch-not-called", "wrong-delay", "async-without-await", "wrong-result",
            "wrong-result-shape", "missing-await")  # fmt: skip
ERRORS = ("AttributeError", "TypeError", "ValueError", "KeyError")


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        call = lost.call
        if call is None or not case.source.names.is_async(call.func) or _is_asserted(case, call):
            continue
        use = used_as_value(case, call)
        line, said = _error(case, lost, call, use)
        if use is None and line is None:
            continue
        used = line or getattr(use, "lineno", call.lineno)
        works = "the" if used != call.lineno else "the same"
        fact = f"Line {used} works with it." if works == "the" else "The same line works with it."
        name = case.source.names.last(call.func) or ""
        facts = (lost.facts[0], at(None, fact), lost.facts[1])
        yield lost.seen.sighting(
            case.source.place_of(call), facts, said or lost.python_says, name=code(f"{name}()"), used=used
        )


def _error(case: Case, lost: Unawaited, call: ast.Call, use: ast.AST | None) -> tuple[int | None, str]:
    """Return the line on which work with the object failed, and Python's words for it."""
    for error in raised(case, *ERRORS) if not case.source.is_dropped(call) else ():
        if error.seen is not lost.seen or error.place is None or "coroutine" not in error.error.message:
            continue
        around = [error.node, *(case.source.above(error.node) if error.node is not None else ())]
        by_asyncio = any((case.source.names.dotted(c.func) or "").startswith("asyncio.") for c in error.calls)
        special = (ast.AsyncFor, ast.AsyncWith, ast.Await)
        if not by_asyncio and not any(isinstance(node, special) for node in around[:2]):
            if use is not None or isinstance(error.node, ast.expr):
                return error.place.line, error.said
    return None, ""


def _is_asserted(case: Case, call: ast.Call) -> bool:
    return isinstance(case.source.parent(call), ast.Assert)
