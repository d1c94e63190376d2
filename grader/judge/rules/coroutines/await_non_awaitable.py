"""await is given something that cannot be awaited."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import Raised, raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import seconds
from grader.model import Fact

LEVEL = ESSENTIAL
SILENCES = ("blocking-sleep", "blocking-io", "wrong-delay", "async-without-await", "fetch-not-called",
            "task-not-awaited", "missing-await")  # fmt: skip
OTHERS = ("function", "method", "builtin_function_or_method", "functools.partial", "async_generator",
          "coroutine")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    names = case.source.names
    for error in raised(case, "TypeError"):
        kind = error.not_awaitable
        operand = error.node.value if isinstance(error.node, ast.Await) else None
        if kind is None or kind in OTHERS:
            continue
        if isinstance(operand, ast.Call):
            name = names.dotted(operand.func) or ""
            if names.is_function(operand.func) or name in ("asyncio.as_completed", "functools.partial"):
                continue
        words = {"what": ast.unparse(operand)} if operand is not None else {}
        yield error.seen.sighting(error.place, _facts(error), error.said, kind=kind, **words)


def _facts(error: Raised) -> list[Fact]:
    """Tell how long the call behind `await` held up everything, and what came then."""
    blocks = [
        b for b in error.seen.trace.blocked if b.place and error.place and b.place.line == error.place.line
    ]
    held = [at(b.start, f"The call behind {code('await')} runs; nothing else can until {seconds(b.end)}.")
            for b in blocks[:1]]  # fmt: skip
    kind = code(str(error.not_awaitable))
    return [*held, at(error.seen.trace.duration, f"{code('await')} is given a {kind} and raises TypeError.")]
