"""A pause stands where the tasks could be awaited."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unwatched import slept_through
from grader.judge.rules.wording import seconds

LEVEL = ESSENTIAL
SILENCES = ("result-before-done", "task-not-awaited", "returns-task", "wrong-delay", "partially-sequential")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        found = list(slept_through(case, seen))
        for task, pause in found:
            node = case.source.node_at(pause.place)
            if node is None or case.source.loop_of(node) is not None:  # it looks again and again
                continue
            slept = round(pause.end - pause.start, 9)
            waits = f"{code(pause.place.function)} sleeps" if pause.place else "The program sleeps"
            facts = [at(pause.start, f"{waits} until {seconds(pause.end)}; nothing waits for the task.")]
            if task.ended is not None:
                facts.append(at(task.ended, f"The task of line {task.line} ends."))
            else:
                facts.append(
                    at(pause.end, f"The pause is over, and the task of line {task.line} has not ended.")
                )
            yield seen.sighting(pause.place, facts, slept=slept, count=len(found))
