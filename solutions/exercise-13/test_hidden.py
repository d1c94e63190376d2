"""Hidden suite of exercise-13: your own async iterator.

The probes go over a Ticker as a learner would, and note what comes when.  Nothing is asked about what a
Ticker is: a class, a function, or anything else that can be called with two values.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, seconds, shown

pytestmark = pytest.mark.asyncio


@in_guest
async def go_over(module, interval, count):
    """Go over one Ticker: what came, when each of it came, and when the loop ended."""
    loop = asyncio.get_running_loop()
    began, numbers, times = loop.time(), [], []
    async for n in module.Ticker(interval, count):
        numbers.append(n)
        times.append(loop.time() - began)
        if len(numbers) > count + 2:  # it may have no end
            break
    return [numbers, times, loop.time() - began]


@in_guest
async def two_at_once(module, first, second):
    """Go over two Tickers in two tasks: what came in each, and when."""
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def go(interval, count):
        came = []
        async for n in module.Ticker(interval, count):
            came.append([n, loop.time() - began])
            if len(came) > count + 2:
                break
        return came

    return await asyncio.gather(go(*first), go(*second))


@in_guest
async def cancel_the_loop(module, interval, count, after):
    """Cancel a task in the middle of its loop: what came, and how the task ended."""
    numbers = []

    async def go():
        async for n in module.Ticker(interval, count):
            numbers.append(n)  # noqa: PERF401  # what came before the cancellation counts

    task = asyncio.create_task(go())
    await asyncio.sleep(after)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=interval * count + 1)
    if not done:
        return [numbers, "goes on"]
    if not task.cancelled() and task.exception():
        return [numbers, f"ended with {type(task.exception()).__name__}"]
    return [numbers, "cancelled" if task.cancelled() else "ended as if it had come to its end"]


def loop_over(interval, count):
    return f"async for n in Ticker({interval}, {count})"


@pytest.mark.points(1)
@pytest.mark.topic("await")
async def test_async_for_goes_over_a_ticker(submission):
    """async for can go over a Ticker, and comes to an end."""
    run = await submission.run(go_over, 2, 3)
    advice = (
        "`async for` calls `__aiter__` once, without await, and awaits `__anext__` for each item, "
        "until that raises StopAsyncIteration."
    )
    expect(run, loop_over(2, 3), advice).finished()
    numbers = run.value[0]
    if len(numbers) > 5:
        fail(
            f"{loop_over(2, 3)} did not end after 3 numbers: {shown(numbers)} ...",
            "`__anext__` raises StopAsyncIteration when there is nothing more to give.",
        )


@pytest.mark.points(2)
@pytest.mark.topic("result")
@pytest.mark.needs("test_async_for_goes_over_a_ticker")
async def test_the_numbers(submission):
    """It gives 0, 1, ... count-1."""
    for count in (3, 1):
        run = await submission.run(go_over, 2, count)
        expect(run, loop_over(2, count)).finished()
        numbers = run.value[0]
        expect(numbers).equals(
            list(range(count)),
            fact=f"{loop_over(2, count)} gave {shown(numbers)}.",
            advice="The first number is 0, and there are as many as `count` says.",
        )


@pytest.mark.points(2)
@pytest.mark.topic("await")
@pytest.mark.needs("test_async_for_goes_over_a_ticker")
async def test_it_waits_before_each_number(submission):
    """It waits interval seconds before each number, the first one included."""
    run = await submission.run(go_over, 2, 3)
    expect(run, loop_over(2, 3)).finished()
    pauses(run.value[1], 2, f"In {loop_over(2, 3)}")
    run = await submission.run(go_over, 0.3, 4)
    expect(run, loop_over(0.3, 4)).finished()
    pauses(run.value[1], 0.3, f"In {loop_over(0.3, 4)}")


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_async_for_goes_over_a_ticker")
async def test_it_ends_after_the_last_number(submission):
    """After the last number the loop ends at once; with a count of 0 there is nothing to wait for."""
    for count in (3, 0):
        run = await submission.run(go_over, 2, count)
        expect(run, loop_over(2, count)).finished()
        numbers, times, ended = run.value
        if count == 0 and numbers:
            fail(f"{loop_over(2, 0)} gave {shown(numbers)}.", "A count of 0 means no number at all.")
        late = ended - (times[-1] if times else 0)
        if late > 1:
            after = "after its last number" if count else "though it had no number to give"
            fail(
                f"{loop_over(2, count)} waited {seconds(late)} {after}.",
                "The wait belongs to a number: where none follows, the loop ends without it.",
                expected=seconds(0),
                actual=seconds(late),
            )


@pytest.mark.points(3)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_async_for_goes_over_a_ticker")
async def test_two_tickers_at_the_same_time(submission):
    """Two tickers run at the same time, each with its own numbers and its own pace."""
    run = await submission.run(two_at_once, [3, 2], [1, 4])
    expect(run, "Two loops in two tasks").finished()
    for came, (interval, count) in zip(run.value, ((3, 2), (1, 4)), strict=True):
        numbers = [number for number, _ in came]
        # Where the numbers are off by one they are so alone, too: the other check tells that.
        if len(numbers) != count or len({repr(number) for number in numbers}) != len(numbers):
            fail(
                f"Beside another ticker, {loop_over(interval, count)} gave {shown(numbers)}.",
                "Each ticker counts for itself: what belongs to one of them is kept in that one.",
                expected=shown(list(range(count))),
                actual=shown(numbers),
            )
        pauses(
            [when for _, when in came], interval, f"Beside another ticker, in {loop_over(interval, count)}"
        )


@pytest.mark.points(1)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_async_for_goes_over_a_ticker")
async def test_a_cancelled_loop_ends_as_cancelled(submission):
    """When the task with the loop is cancelled while the ticker waits, the cancellation comes out."""
    run = await submission.run(cancel_the_loop, 2, 4, 5)
    expect(run, "A loop whose task is cancelled").finished()
    how = run.value[1]
    if how != "cancelled":
        fail(
            f"The task with {loop_over(2, 4)} was cancelled after 5 s, and {how}.",
            "CancelledError tells whoever cancelled that the task has stopped. Nothing keeps it back.",
            expected="cancelled",
            actual=how,
        )


def pauses(times, interval, where):
    """Fail unless about interval seconds lie before each of these moments."""
    for before, (earlier, later) in enumerate(zip([0, *times], times, strict=False)):
        pause = later - earlier
        if not 0.75 * interval <= pause <= 1.25 * interval:
            which = "the first number" if before == 0 else f"number {before + 1}"
            fail(
                f"{where}, {which} came after {seconds(pause)}.",
                "Each number comes `interval` seconds after the one before it, and others run meanwhile.",
                expected=seconds(float(interval)),
                actual=seconds(pause),
            )
