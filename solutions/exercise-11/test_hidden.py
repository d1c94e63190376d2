"""Hidden suite of exercise-11: producer and consumers.

The suite plays `handle` and looks at when each of its calls ran, and at what is left when the pipeline
returns.  How the items go through the queue, and how the workers end, is not asked.
"""

import asyncio
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest

from grader.suite import expect, fail, in_guest, seconds, shared, shown

pytestmark = pytest.mark.asyncio

COUNT = 6
EVEN = [2.0] * COUNT
SLOWER = [1.0, 1.5, 2.1, 2.8, 3.6, 4.5]  # each takes longer than the one before
QUICKER = [4.5, 3.6, 2.8, 2.1, 1.5, 1.0]
MIXED = [5.0, 1.0, 1.5, 4.0, 1.2, 0.7]
AT_ONCE = 0.02  # seconds in which a worker may be idle unnoticed


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_every_item_is_handled(submission):
    """run_pipeline() handles every item once and returns as many values."""
    run, calls = await played(submission, 3, EVEN)
    expect(run).finished()
    if run.kind == "value":
        fail("Calling run_pipeline() gave a value at once; there was nothing to await.")
    all_are_handled(run, calls, items_of(submission))


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_every_item_is_handled")
async def test_values_stay_in_the_order_of_items(submission):
    """The values are in the order of items, whichever is ready first."""
    for workers, delays, when in (
        (3, EVEN, "When all items take equally long"),
        (4, QUICKER, "When the later items are quicker"),
        (2, MIXED, "When quick and slow items are mixed"),
    ):
        run, calls = await played(submission, workers, delays)
        expect(run).finished()
        all_are_handled(run, calls, items_of(submission))
        in_order(run, items_of(submission), when)


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_no_items_give_an_empty_list(submission):
    """Without items the result is an empty list, and nobody waits for any."""
    run, _ = await played(submission, 3, [])
    expect(run).finished(advice="The workers have to hear that nothing will come, also when nothing came.")
    if as_list(run.value) != []:
        fail(f"With no items, run_pipeline() returned {shown(run.value)}.", expected="[]")


@in_guest
async def with_a_generator(module, numbers, handle, workers):
    """Hand the items over in a generator."""
    return await module.run_pipeline((number for number in numbers), handle, workers)


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_every_item_is_handled")
async def test_items_may_come_from_a_generator(submission):
    """The items may come from a generator, and be any values."""
    numbers = [*submission.random("numbers").sample(range(1, 10), COUNT - 1), 0]
    run, calls = await played(submission, 2, QUICKER, numbers, with_a_generator)
    if run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        fail(
            f"With items from a generator, run_pipeline() ended with {run.error.type}{where}: "
            f"{run.error.message}.",
            "A generator has no length and no indices; a `for` loop goes over it, once.",
        )
    expect(run).finished()
    all_are_handled(run, calls, numbers)
    in_order(run, numbers, "With numbers from a generator")


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_every_item_is_handled")
async def test_workers_are_at_work_at_the_same_time(submission):
    """As many items are handled at the same time as there are workers."""
    for workers, delays in ((3, EVEN), (10, MIXED)):
        run, calls = await played(submission, workers, delays)
        expect(run).finished()
        most, wanted = max((one.beside + 1 for one in calls), default=0), min(workers, COUNT)
        if most < wanted:
            fail(
                f"With workers={workers} and {COUNT} items, at most {most} "
                f"{'was' if most == 1 else 'were'} handled at the same time.",
                "Every worker is a task of its own, and all are under way before one of them is waited for.",
                expected=str(wanted),
                actual=str(most),
            )


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_workers_are_at_work_at_the_same_time")
async def test_never_more_than_workers(submission):
    """At no moment are more items handled than there are workers."""
    for workers, delays in ((3, EVEN), (2, MIXED), (1, SLOWER), (4, QUICKER)):
        run, calls = await played(submission, workers, delays)
        expect(run).finished()
        most = max(calls, key=lambda one: one.beside, default=None)
        if most and most.beside + 1 > workers:
            fail(
                f"With workers={workers}, {most.beside + 1} items were handled at the same time, "
                f"at {seconds(most.start)}.",
                "A worker handles one item, and takes the next one only when that is done.",
                expected=f"at most {workers}",
                actual=str(most.beside + 1),
            )


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_workers_are_at_work_at_the_same_time")
async def test_a_free_worker_takes_the_next_item_at_once(submission):
    """As long as items are left, a worker that is free takes the next one at once."""
    for workers, delays in ((2, MIXED), (4, QUICKER), (10, MIXED), (1, SLOWER)):
        run, calls = await played(submission, workers, delays)
        expect(run).finished()
        held_up(run)
        moments = sorted({0.0, *(one.start for one in calls), *(one.end for one in calls)})
        for begin, end in pairwise(moments):
            if end - begin > AT_ONCE:
                nobody_is_idle(calls, workers, begin, end)
        if run.elapsed > moments[-1] + 0.1:
            fail(
                f"The last item was handled after {seconds(moments[-1])}; "
                f"run_pipeline() took {seconds(run.elapsed)}.",
                "After the last item there is nothing left to wait for.",
            )


@in_guest
async def tasks_left_behind(module, items, handle, workers):
    """Run the pipeline, and count at once the tasks that have not ended."""
    await module.run_pipeline(items, handle, workers)
    return len(asyncio.all_tasks()) - 1  # not the one that counts


@pytest.mark.points(1)
@pytest.mark.topic("tasks")
@pytest.mark.needs("test_every_item_is_handled")
async def test_no_task_is_left_running(submission):
    """When run_pipeline() returns, no task of its own is left running."""
    for workers, delays in ((3, EVEN), (1, QUICKER), (10, [])):
        run, _ = await played(submission, workers, delays, probe=tasks_left_behind)
        expect(run).finished()
        if run.value:
            fail(
                f"With workers={workers} and {len(delays) or 'no'} items, {count(run.value, 'task')} "
                "had not ended when run_pipeline() returned.",
                "A task has ended when somebody has waited for its end. `cancel()` alone only asks.",
                expected="none",
                actual=str(run.value),
            )


# ---- the work ---------------------------------------------------------------------------------


@dataclass
class Call:
    """One call of handle.  beside: how many others ran when it began."""

    item: Any
    start: float
    beside: int
    end: float | None = None


@shared  # played once, however many checks look at it
async def played(submission, workers, delays, items=None, probe=None):
    """Run the pipeline with a handle that takes so long for each item; return the run and the calls."""
    items = (items_of(submission) if items is None else items)[: len(delays)]
    pace = submission.random("pace").choice((0.5, 1.0, 1.5, 2.0))
    delay = {item: pace * delay for item, delay in zip(items, delays, strict=True)}
    calls: list[Call] = []
    loop = asyncio.get_running_loop()
    begun = loop.time()

    async def handle(item: Any) -> str:
        beside = sum(other.end is None for other in calls)
        calls.append(this := Call(item, loop.time() - begun, beside))
        try:
            await asyncio.sleep(delay.get(item, 1.0))
            return handled(item)
        finally:
            this.end = loop.time() - begun

    run = await submission.run(probe or "run_pipeline", items, handle, workers)
    for left in calls:
        left.end = loop.time() - begun if left.end is None else left.end
    return run, calls


def items_of(submission):
    """Return the items, in order."""
    return [f"item{number}" for number in sorted(submission.random("items").sample(range(11, 100), COUNT))]


def handled(item):
    return f"handled {item}"


# ---- words and small questions ----------------------------------------------------------------


def all_are_handled(run, calls, items):
    """Fail unless each item was handled once, and there are as many values."""
    values = as_list(run.value)
    for item in items:
        if (times := sum(one.item == item for one in calls)) != 1:
            fail(
                f"The item {shown(item)} was {often(times, 'handled')}.",
                "Each item is taken by one worker and handled once.",
                expected="handled once",
                actual=often(times, "handled"),
            )
    if len(values) != len(items):
        fail(
            f"run_pipeline() returned a list of {len(values)}; there were {len(items)} items.",
            "The list holds one value for each item.",
        )


def in_order(run, items, when):
    """Fail unless the values stand in the order of the items."""
    for place, (got, item) in enumerate(zip(as_list(run.value), items, strict=True), start=1):
        if got != handled(item):
            fail(
                f"{when}, place {place} of the list holds {shown(got)}.",
                "Each value stands in the place of its item. They are ready in another order.",
                expected=shown(handled(item)),
                actual=shown(got),
            )


def nobody_is_idle(calls, workers, begin, end):
    """Fail if between these two moments fewer items were handled than could have been."""
    running = sum(one.start <= begin and one.end >= end for one in calls)
    left = sum(one.start >= end for one in calls)
    if running < workers and left:
        fail(
            f"With workers={workers}, from {seconds(begin)} to {seconds(end)} only {running} "
            f"of the workers had an item, and {left} had not been taken yet.",
            "Whoever is done takes the next item at once, whatever the others do.",
            expected=f"{min(workers, running + left)} at work",
            actual=f"{running} at work",
        )


def held_up(run):
    """Fail if the run held up everything else for a while."""
    if run.trace.total_blocked > AT_ONCE:
        fail(
            f"For {seconds(run.trace.total_blocked)} run_pipeline() held up the event loop.",
            "Waiting that is awaited lets all others go on meanwhile.",
            expected="0 s",
            actual=seconds(run.trace.total_blocked),
        )


def as_list(value):
    """Return the values as a list; fail if they are something else."""
    if type(value) not in (list, tuple):
        fail(
            f"run_pipeline() returned {shown(value)}.",
            "What is asked for is a list of the handled values.",
            expected="a list",
            actual=shown(value),
        )
    for place, item in enumerate(value, start=1):
        if getattr(item, "awaitable", False):
            fail(
                f"run_pipeline() returned a list with a {item.type} in place {place}.",
                "A task or coroutine gives its value to whoever awaits it.",
            )
    return list(value)


def often(times, verb):
    return f"{verb} {times} times" if times else f"never {verb}"


def count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
