"""Results in another order than they were asked for: in which runs, and what the order follows."""

from __future__ import annotations

from collections.abc import Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import at, code
from grader.judge.rules.wording import listed
from grader.judge.trace import Trace
from grader.judge.trace_values import places_in, texts_asked_for
from grader.model import Fact


def out_of_order(case: Case) -> Iterator[tuple[Seen, tuple[int, ...]]]:
    """Yield the runs that a failed check on the result looked at and whose results stand in another order."""
    for seen in case.asked("result"):
        order = places_in(seen.trace, seen.run.value)
        if order is not None and list(order) != sorted(order):
            yield seen, order


def by_set(seen: Seen) -> bool:
    """Whether sets of tasks were gone through in another order than usual in this run."""
    return seen.run.schedule.set_order != "created"


def arrival(trace: Trace) -> tuple[int, ...]:
    """The order in which the calls with the texts of `texts_asked_for` ended, as far as tasks tell."""
    texts = texts_asked_for(trace)
    found: dict[int, None] = {}
    for task in trace.completed:
        args = [call.args for call in (*trace.calls(), *trace.host_calls()) if call.task == task.id]
        for number, text in enumerate(texts):
            if any(text in one for one in args) and task.id != trace.main_id:
                found[number] = None
    return tuple(found)


def order_facts(seen: Seen, order: tuple[int, ...], first: str) -> tuple[Fact, ...]:
    """Tell what happened, and in which order the results stand."""
    shown = listed(number + 1 for number in order)
    return (
        at(None, first),
        at(seen.run.elapsed, f"{code(seen.call)} gives the results of calls {shown}, in this order."),
    )
