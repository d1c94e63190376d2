"""A call takes another time than the exercise asks for."""

import ast
from collections.abc import Iterable

from grader.judge.rules.asked_for import is_about_time, says
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import seconds
from grader.model import Place

LEVEL = ESSENTIAL
SYMPTOM = True


def detect(case: Case) -> Iterable[Sighting]:
    for check in case.failed:
        if check.topic in ("concurrency", "blocking") or not is_about_time(check):
            continue
        for seen in (one for one in case.runs if one.index in check.runs and one.finished and one.plain):
            asked = check.expected
            # What the suite has written itself it looks at in parts; the check's words say at which.
            used = case.source.function(seen.target) is None
            if not used and not says(check.actual, seen.run.elapsed):
                continue
            took = check.actual if used else seconds(seen.run.elapsed)
            waits = [wait for wait in seen.trace.waits() if wait.on in ("sleep", "yield") and wait.place]
            facts = [
                at(wait.start, f"A pause of {seconds(wait.end - wait.start)} begins.") for wait in waits[:2]
            ]
            ends = at(seen.run.elapsed, f"{code(seen.call)} ends; {asked} is asked for.")
            facts.append(at(None, check.fact) if used else ends)
            for place in dict.fromkeys(wait.place for wait in waits) or [_head(case, seen)]:
                yield seen.sighting(place, facts, took=took, asked=asked, who=_who(case, seen, place))


def _who(case: Case, seen: Seen, place: Place | None) -> str:
    """The name of what took the time: the function called, or the one with the pause."""
    known = case.source.function(seen.target) is not None or place is None
    return f"{seen.target if known or place is None else place.function.rpartition('.')[2]}()"


def _head(case: Case, seen: Seen) -> Place | None:
    """The head of the function that was called, or of the one that the call was about."""
    function = case.source.function(seen.target)
    if function is None:
        functions = [one for one in case.source.functions() if isinstance(one, ast.AsyncFunctionDef)]
        function = functions[0] if functions else None
    return case.source.place_of(function)
