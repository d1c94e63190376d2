"""A queue for threads holds the event loop."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.wording import seconds

LEVEL = ESSENTIAL
SILENCES = ("consumer-never-stops", "task-not-awaited", "blocking-io")
QUEUES = ("queue.Queue", "queue.LifoQueue", "queue.PriorityQueue", "queue.SimpleQueue", "SimpleQueue")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for block in seen.trace.blocked:
            if block.what.startswith(QUEUES) and block.place is not None:
                fact = at(block.start, f"Nothing else can run until {seconds(block.end)}.")
                yield seen.sighting(block.place, [fact], held=block.seconds)
        stuck = seen.trace.recording.stuck or {}
        held = stuck.get("kind") == "thread-deadlock"
        if held and any(name in str(stuck.get("detail") or "") for name in QUEUES):
            place = seen.trace.recording.place(stuck.get("at") or ())
            fact = at(
                seen.trace.duration, "The thread of the event loop waits for the queue; no task can run."
            )
            yield seen.sighting(place, [fact], endless="one")
