"""gather gets values that were awaited before it was called."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.gathered import refused
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("sequential-awaits", "await-in-loop", "await-in-comprehension", "await-task-immediately",
            "partially-sequential", "coroutines-mistaken-for-tasks", "no-explicit-task")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen, call, items, error in refused(case, lambda item: isinstance(item, ast.Await)):
        began = {place.line for wait in seen.trace.waits() for place in wait.stack}
        line = items[0].lineno
        ends = [wait.end for wait in seen.trace.waits() if any(place.line == line for place in wait.stack)]
        facts = [at(None, f"{code('gather')} gets what `await` gave: finished values.")]
        if line in began:
            facts.insert(0, at(max(ends), f"The last {code('await')} among the arguments is over."))
        said = f"{error.type}: {error.message}"
        places = {case.source.place_of(item) for item in items} or {case.source.place_of(call)}
        for place in sorted(filter(None, places), key=lambda place: (place.line, place.column or 0)):
            if ends:
                yield seen.sighting(place, facts, said, took=max(ends), count=len(items))
            else:
                yield seen.sighting(place, facts, said, count=len(items))
