"""The work runs in tasks that asyncio made, where the exercise asks for tasks of one's own."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import made_at

LEVEL = ESSENTIAL
SYMPTOM = True


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("tasks")[:1]:
        trace = seen.trace
        made = [task for task in trace.tasks if task.via not in (None, "run", "run_until_complete")]
        if trace.own_tasks:
            continue
        for task in made:
            fact = at(task.created, f"{code(str(task.via))} on line {task.line} makes {len(made)} tasks.")
            yield seen.sighting(made_at(trace, task), [fact], via=f"{task.via}()", count=len(made))
        if not made and trace.main is not None:
            function = case.source.function(seen.target)
            fact = at(seen.run.elapsed, f"{code(seen.call)} ends; it was the one task of the run.")
            yield seen.sighting(case.source.place_of(function), [fact])
