"""The work runs in tasks that asyncio made, where the exercise asks for tasks of one's own."""

from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short
from grader.judge.rules.wording import number
from grader.judge.trace_ends import made_at

LEVEL = ESSENTIAL
SYMPTOM = True


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("tasks")[:1]:
        trace = seen.trace
        made = [task for task in trace.tasks if task.via not in (None, "run", "run_until_complete")]
        if trace.own_tasks:
            yield from _beside_tasks(seen)
            continue
        for task in made:
            fact = at(task.created, f"{code(str(task.via))} on line {task.line} makes {len(made)} tasks.")
            yield seen.sighting(made_at(trace, task), [fact], via=f"{task.via}()", count=len(made))
        if not made and trace.main is not None:
            function = case.source.function(seen.target)
            fact = at(seen.run.elapsed, f"{code(seen.call)} ends; it was the one task of the run.")
            yield seen.sighting(case.source.place_of(function), [fact])


def _beside_tasks(seen: Seen) -> Iterator[Sighting]:
    """Yield where the caller itself ran what it has also made tasks of."""
    trace = seen.trace
    work = {task.coroutine for task in trace.own_tasks}
    mine = [call for call in trace.calls() if call.task == trace.main_id and call.function in work]
    for call in mine if seen.finished else ():
        facts = (
            at(None, f"Tasks that the program makes itself: {number(len(trace.own_tasks))}."),
            at(call.start, f"{code(call.function)} runs once more, in the task of {code(seen.call)} itself."),
        )
        yield seen.sighting(call.place, facts, beside=len(trace.own_tasks), what=short(call.function))
