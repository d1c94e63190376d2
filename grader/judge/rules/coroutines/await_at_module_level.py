"""await stands outside of every function, and the file cannot be loaded."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unparsed import misplaced

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    for seen, node, word, function in misplaced(case):
        if function is None and seen.run.error is not None:
            line = getattr(node, "lineno", 0)
            fact = at(None, f"{code(word)} on line {line} stands in no function at all.")
            said = f"{seen.run.error.type}: {seen.run.error.message}"
            yield seen.sighting(case.source.place_of(node), [fact], said, word=word)
