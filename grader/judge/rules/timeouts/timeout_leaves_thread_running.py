"""A time limit gives up on a thread, and the thread works on."""

from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_records import ThreadWait
from grader.judge.trace_waits import cancelled_by_timeout, standings
from grader.model import Place

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.source.calls_to("asyncio.to_thread") or _in_executor(case) else ():
        for when, number in cancelled_by_timeout(seen.trace) if seen.trace.threads else ():
            for work in _under_way(seen, when):
                place = _where(seen, when, number)
                on_line = f" on line {work.place.line}" if work.place else ""
                facts = (
                    at(when, "The time is up, and the wait for the thread ends."),
                    at(work.end, f"The thread has worked on{on_line} until now."),
                )
                yield seen.sighting(place, facts, longer=work.end - when)
                break


def _in_executor(case: Case) -> bool:
    return any(getattr(node, "attr", "") == "run_in_executor" for node in case.source.nodes)


def _under_way(seen: Seen, when: float) -> Iterator[ThreadWait]:
    """Yield what threads were doing at that moment, and went on doing."""
    for thread in seen.trace.threads:
        waits = (wait for wait in thread.waits if wait.start <= when < wait.end)
        yield from (wait for wait in waits if wait.place or wait.what.endswith(")"))


def _where(seen: Seen, when: float, number: int) -> Place | None:
    """Return where somebody waited for the thread, in the task or for it."""
    waits = standings(seen.trace, "wait_for", "to_thread", "future", "task")
    near = [one for one in waits if one.start <= when <= one.end and number in (one.task, *one.tasks)]
    return next((one.place for one in near if one.place is not None), None)
