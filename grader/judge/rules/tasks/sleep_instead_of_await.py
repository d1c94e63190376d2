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
            who = code(f"{pause.place.function}()") if pause.place and pause.place.function else "The program"
            what = "the task" if len(found) == 1 else "the tasks"
            facts = [at(pause.start, f"{who} sleeps until {seconds(pause.end)}; nothing waits for {what}.")]
            if task.ended is not None:
                facts.append(at(task.ended, f"The task made on line {task.line} ends."))
            else:
                facts.append(at(pause.end, "The pause is over; the task has not ended."))
            yield seen.sighting(pause.place, facts, slept=slept, count=len(found))
