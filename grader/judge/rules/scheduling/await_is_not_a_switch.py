"""What is awaited never has to wait, and no other task gets a turn."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.turnless import pauses, turnless

LEVEL = ESSENTIAL
SILENCES = ("async-without-await",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen, function in turnless(case):
        awaited = pauses(case, function)
        ran = seen.trace.calls(function.name)
        name = f"{function.name}()"
        if awaited:
            facts = [at(one.start, f"{code(one.name)} begins, and runs through.") for one in ran[:2]]
            facts.append(
                at(seen.trace.duration, f"No {code('await')} in {code(name)} had anything to wait for.")
            )
            inner = next((node for node in awaited if case.source.loop_of(node)), awaited[0])
            yield seen.sighting(case.source.place_of(inner), facts, name=name)
