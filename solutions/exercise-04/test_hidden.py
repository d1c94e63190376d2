"""Hidden suite of exercise-04: who runs when.

The probes run beside the submission and hand it coroutines that end at once, after many turns, or
after a second; nothing is asked about how a turn is given away.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest

pytestmark = pytest.mark.asyncio

TURNS = ["A0", "B0", "A1", "B1", "A2", "B2"]
MOMENTS = ("right after it was created", "after one turn", "after it was awaited")


# ---- observe --------------------------------------------------------------------------------


@in_guest
async def observe_one_that_ends_at_once(module):
    """Have observe watch a coroutine that never waits."""

    async def boil():
        return "tea"

    seen = await module.observe(boil())
    return tuple(seen) if isinstance(seen, (list, tuple)) else seen  # also one of a class of its own


@in_guest
async def observe_one_that_waits(module):
    """Have observe watch a coroutine that takes a second."""

    async def boil():
        await asyncio.sleep(1)
        return "tea"

    seen = await module.observe(boil())
    return tuple(seen) if isinstance(seen, (list, tuple)) else seen  # also one of a class of its own


@in_guest
async def observe_one_of_many_turns(module):
    """Have observe watch a coroutine that takes no time and many turns."""

    async def boil():
        for _ in range(20):
            await asyncio.sleep(0)
        return "tea"

    seen = await module.observe(boil())
    return tuple(seen) if isinstance(seen, (list, tuple)) else seen  # also one of a class of its own


@pytest.mark.points(3)
@pytest.mark.topic("tasks")
async def test_observe_a_coroutine_that_ends_at_once(submission):
    """observe() sees a task that is created, starts with the next turn and ends in it."""
    run = await submission.run(observe_one_that_ends_at_once)
    states_are(run, [False, True, True], "a coroutine that never waits")


@pytest.mark.points(1)
@pytest.mark.topic("tasks")
@pytest.mark.needs("test_observe_a_coroutine_that_ends_at_once")
async def test_observe_a_coroutine_that_waits(submission):
    """observe() sees a task that still waits after one turn, and awaits it to its end."""
    run = await submission.run(observe_one_that_waits)
    states_are(run, [False, False, True], "a coroutine that waits a second")


@pytest.mark.points(1)
@pytest.mark.topic("await")
@pytest.mark.needs("test_observe_a_coroutine_that_waits")
async def test_observe_gives_one_turn_and_no_time(submission):
    """The one turn of observe() takes no time."""
    run = await submission.run(observe_one_of_many_turns)
    states_are(run, [False, False, True], "a coroutine that needs twenty turns")
    expect(run).elapsed(0, advice="A turn is what `asyncio.sleep` gives when there is no time to wait.")


def states_are(run, wanted, what):
    """Fail unless observe() returned these three states and "tea"."""
    if run.error:
        where = f" on line {run.error.line}" if run.error.line else ""
        fail(
            f"With {what}, observe() ended with {run.error.type}{where}.",
            "`task.result()` is for a task that is done; `await task` waits for it.",
        )
    expect(run).finished()
    if type(run.value) not in (list, tuple) or len(run.value) != 4:
        fail(
            f"observe() returned {run.value!r}.",
            "Four things are asked for: done() at three moments, and the result.",
        )
    *states, result = run.value
    for got, right, moment in zip(states, wanted, MOMENTS, strict=True):
        if got is not right:
            fail(
                f"For {what}, observe() returned {got!r} as its state {moment}.",
                "A new task waits for the loop's next turn; done() is True once its coroutine has ended.",
                expected=str(right),
                actual=repr(got),
            )
    if result != "tea":
        fail(
            f"The coroutine returned 'tea'; observe() returned {result!r} as its result.",
            "The result of a task is what `await` gives for it.",
            expected="'tea'",
            actual=repr(result),
        )


# ---- worker ---------------------------------------------------------------------------------


@in_guest
async def one_worker(module, name, n):
    """Run one worker by itself."""
    log = []
    await module.worker(name, n, log)
    return log


@in_guest
async def worker_beside_another_task(module, n):
    """Run one worker beside a task that is always ready, and that writes a dash in every turn."""
    log, ended = [], False

    async def other():
        while not ended:
            log.append("-")
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    try:
        await module.worker("A", n, log)
    finally:
        ended = True
    await task
    return log


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_worker_writes_its_lines(submission):
    """worker(name, n, log) appends n entries, in no time."""
    run = await submission.run(one_worker, "K", 4)
    expect(run).finished()
    if run.value != ["K0", "K1", "K2", "K3"]:
        fail(
            f"After worker('K', 4, log), log is {run.value!r}.",
            "Each entry is the name and a number, counted from 0.",
            expected="['K0', 'K1', 'K2', 'K3']",
            actual=repr(run.value),
        )
    expect(run).elapsed(
        0,
        fact=f"worker('K', 4, log) took {run.elapsed:g} s.",
        advice="Others can have their turn without any time passing.",
    )


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_worker_writes_its_lines")
async def test_worker_gives_a_turn_after_each_line(submission):
    """After each entry, worker() lets the other tasks have a turn."""
    run = await submission.run(worker_beside_another_task, 3)
    expect(run).finished()
    lines = [entry for entry in run.value if entry != "-"]
    alone = [a for a, b in zip(run.value, run.value[1:], strict=False) if a != "-" and b != "-"]
    if alone or "-" not in run.value:
        fail(
            f"Another task was ready all the time; between {lines[0]} and {lines[-1]} it had "
            f"{'too few turns' if '-' in run.value else 'no turn'}: {' '.join(run.value)}",
            "`await` alone gives no turn away. What is awaited has to wait, if only for the next turn.",
        )
    if run.value[0] == "-" and run.value[-1] != "-":
        fail(
            f"worker() gave its turns away before its entries: {' '.join(run.value)}",
            "First the entry is appended; then the others have their turn.",
            expected="A0 - A1 - A2 -",
            actual=" ".join(run.value),
        )


# ---- main -----------------------------------------------------------------------------------


@in_guest
async def the_log(module):
    """Return main()'s log as a plain list, whatever class it has."""
    log = await module.main()
    return list(log) if isinstance(log, (list, tuple)) else log


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_worker_gives_a_turn_after_each_line")
async def test_main_lets_two_workers_take_turns(submission):
    """main() runs two workers at the same time and returns their log: A0 B0 A1 B1 A2 B2."""
    run = await submission.run("main")
    expect(run).finished()
    if run.kind == "value":
        fail("Calling main() gave a value at once, and there was nothing to await.")
    log = (await submission.run(the_log)).value
    if type(log) is not list or log != TURNS:
        fail(
            f"main() returned {run.value!r}.",
            "Both workers are under way before main() waits for one of them; both end before it returns.",
            expected=repr(TURNS),
            actual=repr(run.value),
        )
    alone = await submission.run(one_worker, "K", 4)
    ways = {(call.function, call.defined) for call in alone.trace.calls("worker")}
    if ways and not any((call.function, call.defined) in ways for call in run.trace.calls()):
        fail(
            "The log is as asked for, but no worker() ran during main().",
            "The entries come from two workers that share one list.",
        )
