"""Hidden suite of exercise-17: background tasks.

The probes run beside the submission, spawn work that waits, fails and cleans up, and tell what became
of it.  Nothing is asked about how the work is kept, or what awaiting the task would give.
"""

import asyncio
import gc
import weakref

import pytest

from grader.suite import expect, fail, in_guest, seconds

pytestmark = pytest.mark.asyncio


def went_well(run):
    """Fail, in the learner's words, unless the probe came to its end."""
    if run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        said = f": {run.error.message}" if run.error.message else ""
        fail(
            f"{run.error.type}{where}{said}".rstrip(".") + ".",
            "`spawn` is a plain function, `aclose` an async one; the exercise's text says what each is for.",
        )
    expect(run).finished(
        fact="" if run.outcome != "deadlocked" else "The work and aclose() waited for each other for ever."
    )
    return run.value


# ---- spawn ----------------------------------------------------------------------------------


@in_guest
async def three_at_once(module):
    """Spawn three pieces of work of a second each, and wait a second and a half."""
    loop = asyncio.get_running_loop()
    begin, ended, errors = loop.time(), [], []

    async def work(name):
        await asyncio.sleep(1)
        ended.append(name)

    background = module.Background(errors.append)
    given = [background.spawn(work(name)) for name in ("a", "b", "c")]
    kinds = [type(one).__name__ for one in given if not isinstance(one, asyncio.Task)]
    spawned = loop.time() - begin
    await asyncio.sleep(1.5)
    return {"spawned": spawned, "kinds": kinds, "ended": sorted(ended), "errors": len(errors)}


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
async def test_spawn_starts_work_in_the_background(submission):
    """spawn() starts a coroutine, and returns its task at once; all that are started run at the same time."""
    run = await submission.run(three_at_once)
    seen = went_well(run)
    if "coroutine" in seen["kinds"]:
        fail(
            "Calling spawn() gave a coroutine, and the work did not start.",
            "Whoever calls spawn() does not await it: it is a plain function.",
            expected="a Task",
            actual="a coroutine",
        )
    if seen["spawned"]:
        fail(
            f"spawn() returned after {seconds(seen['spawned'])}.",
            "The work goes on in the background: spawn() does not wait for it.",
        )
    if seen["ended"] != ["a", "b", "c"]:
        fail(
            f"Three pieces of work of 1 s each were spawned; after 1.5 s {len(seen['ended'])} had ended.",
            "A coroutine runs in the background once a task has been made of it.",
            expected="3",
            actual=str(len(seen["ended"])),
        )
    if seen["kinds"]:
        fail(
            f"spawn() returned an object of type {seen['kinds'][0]}.",
            "What spawn() returns is the task that does the work.",
            expected="Task",
            actual=seen["kinds"][0],
        )


@in_guest
async def held_by_nobody_else(module):
    """Spawn work that waits for a future which only the work itself refers to; sweep; set the future."""
    waits_for, told = [], []

    async def work(name):
        future = asyncio.get_running_loop().create_future()
        waits_for.append(weakref.ref(future))
        told.append(await future)

    background = module.Background(told.append)
    for name in ("a", "b"):
        background.spawn(work(name))
    await asyncio.sleep(1)
    gc.collect()
    await asyncio.sleep(1)
    started = len(waits_for)
    alive = [future for ref in waits_for if (future := ref()) is not None]
    for future in alive:
        future.set_result("done")
    await asyncio.sleep(1)
    return {"started": started, "alive": len(alive), "ended": told.count("done")}


@pytest.mark.points(2)
@pytest.mark.topic("tasks")
@pytest.mark.needs("test_spawn_starts_work_in_the_background")
async def test_work_is_kept_alive_until_it_is_done(submission):
    """Work that nobody else refers to stays alive until it is done."""
    seen = went_well(await submission.run(held_by_nobody_else))
    if seen["ended"] < 2:
        fail(
            f"Two tasks were waiting when Python collected its garbage; {seen['alive']} of them were left.",
            "The event loop does not hold on to a task. A Background has to, until the task is done.",
            expected="2",
            actual=str(seen["alive"]),
        )


# ---- errors ---------------------------------------------------------------------------------


@in_guest
async def some_fail(module):
    """Spawn work that goes on, fails at once and fails later, a moment apart; look at three moments."""
    loop = asyncio.get_running_loop()
    begin, told, ended = loop.time(), [], []

    def on_error(error):
        told.append((type(error).__name__, str(error), loop.time() - begin))

    async def work(name, pause):
        if pause:
            await asyncio.sleep(pause)
        if name == "quick":
            raise ValueError(name)
        if name == "slow":
            raise LookupError(name)
        ended.append(name)

    background = module.Background(on_error)
    for name, pause in (("steady", 3), ("quick", 0), ("slow", 1), ("short", 1)):
        background.spawn(work(name, pause))
        await asyncio.sleep(0.1)
    await asyncio.sleep(1.6)
    early = list(told)
    await asyncio.sleep(2)
    return {"early": early, "told": told, "ended": sorted(ended)}


@pytest.mark.points(2)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_spawn_starts_work_in_the_background")
async def test_on_error_hears_of_each_failure(submission):
    """on_error(exc) is called once for each piece of work that fails; the others go on."""
    seen = went_well(await submission.run(some_fail))
    told = sorted(tuple(one[:2]) for one in seen["early"])
    wanted = [("LookupError", "slow"), ("ValueError", "quick")]
    if told != wanted:
        names = ", ".join(f"{kind}({text!r})" for kind, text in told) or "nothing"
        fail(
            f"Two pieces of work failed, after 0 s and 1 s. By 2 s, on_error had been given: {names}.",
            "A task keeps its exception until somebody asks for it, and in the background nobody awaits it.",
            expected="ValueError('quick') and LookupError('slow'), once each",
            actual=names,
        )
    if seen["ended"] != ["short", "steady"]:
        lost = ", ".join(sorted({"short", "steady"} - set(seen["ended"])))
        fail(
            f"Two pieces of work failed, and others did not come to their end: {lost}.",
            "One failure is told to on_error, and leaves the others alone.",
        )
    if len(seen["told"]) != 2:
        fail(
            f"Two pieces of work failed, and on_error was called {len(seen['told'])} times.",
            expected="2",
            actual=str(len(seen["told"])),
        )


@in_guest
async def some_are_cancelled(module):
    """Spawn work, cancel one piece through its task, close the rest."""
    told, ended = [], []

    async def work(name):
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(name)

    background = module.Background(lambda error: told.append(type(error).__name__))
    task = background.spawn(work("one"))
    background.spawn(work("other"))
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.sleep(1)
    first, stopped = list(told), "one" in ended
    try:
        await asyncio.wait_for(background.aclose(), 5)
    except (Exception, asyncio.CancelledError):
        pass  # the checks on aclose say so
    await asyncio.sleep(1)
    return {"first": first, "told": told, "stopped": stopped}


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_spawn_starts_work_in_the_background")
async def test_a_cancellation_is_no_error(submission):
    """on_error is not called for work that is cancelled."""
    seen = went_well(await submission.run(some_are_cancelled))
    if seen["told"]:
        by = "the task that spawn() returned" if seen["first"] else "aclose()"
        fail(
            f"Work was cancelled through {by}, and on_error was given {seen['told'][0]}.",
            "Being cancelled is not failing: a task tells which of the two it was.",
            expected="no call of on_error",
            actual=seen["told"][0],
        )
    if not seen["stopped"]:
        fail(
            "The task that spawn() returned was cancelled, and the work went on.",
            "What spawn() returns is the task that does the work.",
        )


# ---- aclose ---------------------------------------------------------------------------------


@in_guest
async def closed_while_working(module):
    """Close while three pieces of work run, which take time to clean up, beside a stranger's task."""
    loop = asyncio.get_running_loop()
    told, log = [], []

    async def work(name, pause):
        try:
            await asyncio.sleep(3600)
        finally:
            log.append("cleans " + name)
            await asyncio.sleep(pause)
            log.append("ended " + name)

    async def strange():
        await asyncio.sleep(60)

    stranger = asyncio.create_task(strange())
    background = module.Background(told.append)
    for name, pause in (("a", 1), ("b", 0.5), ("c", 1.5)):
        background.spawn(work(name, pause))
    await asyncio.sleep(1)
    before, begin, error = list(log), loop.time(), ""
    try:
        await background.aclose()
    except (Exception, asyncio.CancelledError) as caught:
        error = type(caught).__name__
    took, at_return = loop.time() - begin, list(log)
    alone = not (stranger.done() or stranger.cancelling())
    stranger.cancel()
    return {"before": before, "at_return": at_return, "took": took, "error": error, "alone": alone}


@pytest.mark.points(2)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_spawn_starts_work_in_the_background")
async def test_aclose_cancels_and_waits(submission):
    """aclose() cancels what still runs, and returns when all of it has ended, clean-up included."""
    seen = went_well(await submission.run(closed_while_working))
    ended = [line for line in seen["at_return"] if line.startswith("ended")]
    if seen["before"]:
        fail("Work was cancelled before aclose() was called.")
    if seen["took"] > 60:
        fail(
            f"aclose() returned after {seconds(seen['took'])}: it waited for the work to end by itself.",
            "What still runs is cancelled first, and then waited for.",
        )
    if len(ended) < 3:
        began = sum(line.startswith("cleans") for line in seen["at_return"])
        fail(
            f"Three pieces of work were running. When aclose() came back, {began} had begun to clean up "
            f"and {len(ended)} had ended.",
            "`cancel()` only asks. Each task still has to be waited for, until it is done.",
            expected="3 ended",
            actual=f"{len(ended)} ended",
        )
    if not seen["alone"]:
        fail(
            "aclose() cancelled a task that this Background had not started.",
            "Other tasks of the program are not its own: only what spawn() made is.",
        )
    no_error(seen["error"], "Three pieces of work were running")


@in_guest
async def closed_after_all_is_over(module):
    """Close one that never had work, and one whose work has ended, failed and been cancelled."""
    loop = asyncio.get_running_loop()
    told = []

    async def work(error):
        await asyncio.sleep(1)
        if error is not None:
            raise error

    async def close(background):
        begin, error = loop.time(), ""
        try:
            await background.aclose()
        except (Exception, asyncio.CancelledError) as caught:
            error = type(caught).__name__
        return error, loop.time() - begin

    empty = await close(module.Background(told.append))
    background = module.Background(told.append)
    background.spawn(work(None))
    background.spawn(work(ValueError("spilled")))
    background.spawn(work(None)).cancel()
    await asyncio.sleep(2)
    return empty, await close(background)


@pytest.mark.points(1)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_spawn_starts_work_in_the_background")
async def test_aclose_has_nothing_to_say_about_what_is_over(submission):
    """aclose() returns at once when nothing runs, whatever has ended or failed before."""
    empty, over = went_well(await submission.run(closed_after_all_is_over))
    for (error, took), when in ((empty, "Nothing had been spawned"), (over, "All work was over")):
        no_error(error, when)
        if took > 0.5:
            fail(f"{when}, and aclose() took {seconds(took)}.", "There is nothing to wait for.")


def no_error(error, when):
    """Fail if aclose() raised."""
    if error:
        fail(
            f"{when}, and aclose() ended with {error}.",
            "Awaiting a task that was cancelled or has failed raises that again. aclose() has to take it.",
            expected="no exception",
            actual=error,
        )
