"""await stands in a plain function, and the file cannot be loaded."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unparsed import misplaced

LEVEL = ESSENTIAL
SILENCES = ("await-at-module-level",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen, node, word, function in misplaced(case):
        if function is None or seen.run.error is None:
            continue
        name = getattr(function, "name", "")
        owner = f"{code(name + '()')}, a plain {code('def')}" if name else "a lambda"
        fact = at(None, f"{code(word)} on line {getattr(node, 'lineno', 0)} stands in {owner}.")
        said = f"{seen.run.error.type}: {seen.run.error.message}"
        words = {"owner": f"{name}()"} if name else {}
        yield seen.sighting(case.source.place_of(node), [fact], said, word=word, **words)
