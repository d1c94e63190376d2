"""A task was cancelled, caught that, and ended as if nothing had been asked."""

from collections.abc import Iterable

from grader.judge.rules.cancels import blocks_around, raises, requests, stood, takes_cancel
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for request, task in requests(seen):
            wait = stood(task, request)
            if wait is None or task.how == "cancelled" or task.how == "raised":
                continue
            handlers = [one for block in blocks_around(case, wait) for one in block.handlers]
            handler = next((one for one in handlers if takes_cancel(case, one)), None)
            if handler is None or raises(handler):
                continue
            line = request.place.line if request.place is not None else None
            over = "It ends as if it had not been asked." if task.how == "returned" else "It goes on."
            facts = (
                at(request.at, f"Line {line} cancels the task." if line else "The task is cancelled."),
                at(request.at, f"The {code('except')} on line {handler.lineno} catches it. {over}"),
            )
            yield seen.sighting(case.source.place_of(handler), facts, asked=request.at)
