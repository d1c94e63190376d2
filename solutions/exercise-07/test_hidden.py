"""Hidden suite of exercise-07: not longer than.

Every fetch is played here.  Nothing is asked about a TimeoutError that fetch raises itself, about an
empty list, nor about a fetch_all_within that fails or is cancelled; ends are never as late as the limit.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, seconds, shared, shown

pytestmark = pytest.mark.asyncio


class Web:
    """Plays fetch.  By url: delays in seconds, and errors raised then."""

    def __init__(self, delays, errors=None):
        self.delays, self.errors = delays, errors or {}
        self.calls, self.running, self.finished, self.cancelled = [], [], [], {}
        self.peak = self.begun = 0

    async def fetch(self, url):
        clock = asyncio.get_running_loop().time
        self.begun = self.begun if self.calls else clock()
        self.calls.append(url)
        self.running.append(url)
        self.peak = max(self.peak, len(self.running))
        try:
            await asyncio.sleep(self.delays[url])
            self.finished.append(url)
        except asyncio.CancelledError:
            self.cancelled[url] = clock() - self.begun
            raise
        finally:
            self.running.remove(url)
        if url in self.errors:
            raise self.errors[url]
        return f"news from {url}"


# ---- fetch_within ---------------------------------------------------------------------------


async def within(submission, delay, limit, url="a", error=None):
    """Run fetch_within with a fetch that takes that long."""
    web = Web({url: delay}, {} if error is None else {url: error})
    run = await submission.run("fetch_within", web.fetch, url, limit)
    if run.kind == "value":
        fail(
            "Calling fetch_within() gave a value at once, and there was nothing to await.",
            "A function written with `async def` gives a coroutine.",
        )
    return run


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_a_fetch_in_time(submission):
    """When the fetch ends in time, fetch_within() returns what it gives, as soon as it is there."""
    for url, delay, limit in (("a", 1, 3), ("b/2", 0, 10)):
        run = await within(submission, delay, limit, url)
        when = f"With {seconds(limit)} for a fetch of {seconds(delay)}"
        expect(run).finished()
        expect(run).value(
            f"news from {url}",
            fact=f"{when}, fetch_within() returned {shown(run.value)}.",
            advice="What `await fetch(url)` gives is the result, when it comes in time.",
        )
        if run.elapsed > delay + 0.3:
            fail(
                f"{when}, fetch_within() took {seconds(run.elapsed)}.",
                "When the result is there, there is nothing left to wait for.",
                expected=seconds(delay),
                actual=seconds(run.elapsed),
            )


@pytest.mark.points(2)
@pytest.mark.topic("timeouts")
async def test_a_fetch_that_takes_too_long(submission):
    """When the time is up, fetch_within() returns None."""
    for delay, limit in ((5, 2), (60, 0.5)):
        run = await within(submission, delay, limit)
        when = f"With {seconds(limit)} for a fetch of {seconds(delay)}"
        ended = f"ended with {run.error.type}" if run.error else f"returned {shown(run.value)}"
        if run.error is None:
            expect(run).finished()
        if run.error or run.value is not None:
            fail(
                f"{when}, fetch_within() {ended} after {seconds(run.elapsed)}.",
                "A fetch that is too late has no result; None says so. An error does not come out then.",
                expected=f"None after {seconds(limit)}",
                actual=f"it {ended} after {seconds(run.elapsed)}",
            )
        if not limit - 0.01 <= run.elapsed <= limit + 0.3:
            fail(
                f"{when}, fetch_within() returned after {seconds(run.elapsed)}.",
                "It returns when its time is up, not earlier and not later.",
                expected=seconds(limit),
                actual=seconds(run.elapsed),
            )


@in_guest
async def fetch_within_and_five_seconds_more(module, fetch, url, limit):
    """Keep the loop going after fetch_within has ended: what it left behind goes on, too."""
    try:
        return await module.fetch_within(fetch, url, limit)
    finally:
        await asyncio.sleep(5)


@pytest.mark.points(1)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_a_fetch_that_takes_too_long")
async def test_a_late_fetch_is_cancelled(submission):
    """When the time is up, the fetch is cancelled."""
    delay, limit = 5, 2
    web = Web({"a": delay})
    expect(await submission.run(fetch_within_and_five_seconds_more, web.fetch, "a", limit)).finished()
    if not web.cancelled or web.cancelled["a"] > limit + 0.3:
        at = f"was cancelled after {seconds(web.cancelled['a'])}" if web.cancelled else "ran on to its end"
        fail(
            f"With {seconds(limit)} for a fetch of {seconds(delay)}, the fetch {at}.",
            "Nobody waits for the result any more. What still works on it has to be cancelled.",
            expected=f"it is cancelled after {seconds(limit)}",
            actual=f"it {at}",
        )


class NoNews(Exception):
    """A failure of a class that nobody has heard of."""


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_a_fetch_in_time")
async def test_an_error_of_the_fetch_comes_out(submission):
    """When the fetch fails in time, its exception comes out."""
    for delay, error in ((1, ConnectionError("a is down")), (0, NoNews("none"))):
        run = await within(submission, delay, 3, error=error)
        name = type(error).__name__
        ended = f"ended with {run.error.type}" if run.error else f"returned {shown(run.value)}"
        if run.error is None or (name, str(error)) not in leaves(run.error):
            fail(
                f"The fetch raised {name} after {seconds(delay)}, in time; fetch_within() {ended}.",
                "Only running out of time gives None. Any other error goes on to the caller.",
                expected=f"{name} comes out",
                actual=f"it {ended}",
            )


def leaves(error):
    """Return type and text of an exception, or of those in a group."""
    if not error.exceptions:
        return [(error.type, error.message)]
    return [leaf for inner in error.exceptions for leaf in leaves(inner)]


@in_guest
async def cancelled_after(module, fetch, url, limit, delay):
    """Cancel fetch_within after a while; tell how it ended."""
    task = asyncio.create_task(module.fetch_within(fetch, url, limit))
    await asyncio.sleep(delay)
    task.cancel()
    await asyncio.wait([task], timeout=0.5)
    if not task.done():
        task.cancel()
        return "went on"
    if task.cancelled():
        return "cancelled"
    error = task.exception()
    return f"returned {task.result()!r}" if error is None else f"ended with {type(error).__name__}"


@pytest.mark.points(1)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_a_fetch_that_takes_too_long")
async def test_a_cancellation_comes_out(submission):
    """When fetch_within() is cancelled from outside, it ends as cancelled."""
    for limit, delay in ((5, 1), (4, 0)):
        run = await submission.run(cancelled_after, Web({"a": 99}).fetch, "a", limit, delay)
        expect(run).finished()
        if run.value != "cancelled":
            fail(
                f"fetch_within() with {seconds(limit)} was cancelled after {seconds(delay)}; it {run.value}.",
                "A cancellation from outside is no timeout. It goes on to whoever waits for fetch_within.",
                expected="it ends as cancelled",
                actual=f"it {run.value}",
            )


# ---- fetch_all_within -----------------------------------------------------------------------

BUDGETS = [
    (2, {"a": 1, "b": 2.8, "c": 1.5, "d": 5}, {}),
    (2.5, {"y": 1, "x": 0.5, "z": 2}, {"set_order": "reversed"}),
]


@in_guest
async def as_a_list(module, fetch, urls, limit):
    """Copy what fetch_all_within returns when it is a list or tuple of a class of its own."""
    value = await module.fetch_all_within(fetch, urls, limit)
    return list(value) if isinstance(value, (list, tuple)) else None


@shared
async def all_within(submission, limit, delays, **schedule):
    """Return the run, its web, and the list that came back; None when it is no list."""
    web = Web(delays)
    run = await submission.run("fetch_all_within", web.fetch, list(delays), limit, **schedule)
    if run.kind == "value":
        fail(
            "Calling fetch_all_within() gave a value at once, and there was nothing to await.",
            "A function written with `async def` gives a coroutine.",
        )
    if type(run.value) in (list, tuple):
        return run, web, list(run.value)
    copied = None
    if hasattr(run.value, "awaitable") and not run.value.awaitable:
        copied = (await submission.run(as_a_list, Web(delays).fetch, list(delays), limit, **schedule)).value
    return run, web, copied


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_results_of_all_in_order(submission):
    """fetch_all_within() returns, in the order of the urls, what came in time, and None for the rest."""
    for limit, delays, schedule in BUDGETS:
        run, _, value = await all_within(submission, limit, delays, **schedule)
        right = [f"news from {url}" if delay < limit else None for url, delay in delays.items()]
        takes = f"With {seconds(limit)} for fetches of {', '.join(f'{one:g}' for one in delays.values())} s"
        if run.error is not None:
            where = f" on line {run.error.line}" if run.error.line else ""
            fail(
                f"{takes}, fetch_all_within() ended with {run.error.type}{where}.",
                "A fetch that is too late gives None; those that came in time keep their results.",
                expected=shown(right),
                actual=run.error.type,
            )
        expect(run).finished()
        if value != right:
            fail(
                f"{takes}, fetch_all_within({shown(list(delays))}) returned {shown(run.value)}.",
                "Each url has its place in the list: the text that came in time, or None.",
                expected=shown(right),
                actual=shown(run.value),
            )


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
async def test_one_budget_for_all(submission):
    """All fetches run at the same time; it ends with the slowest of them, or when the time is up."""
    for limit, delays, schedule in BUDGETS:
        run, web, _ = await all_within(submission, limit, delays, **schedule)
        expect(run).finished()
        enough = min(limit, max(delays.values()))
        if web.peak != len(delays) or not enough - 0.01 <= run.elapsed <= enough + 0.3:
            fail(
                f"With {seconds(limit)} for fetches of {', '.join(f'{one:g}' for one in delays.values())} s, "
                f"fetch_all_within() took {seconds(run.elapsed)}; at most {web.peak} ran at once.",
                "The budget is for all of them together, and they share it by running at the same time.",
                expected=f"about {seconds(enough)}",
                actual=seconds(run.elapsed),
            )


@in_guest
async def fetch_all_within_and_five_seconds_more(module, fetch, urls, limit):
    """Keep the loop going after fetch_all_within has ended: what it left behind goes on, too."""
    try:
        await module.fetch_all_within(fetch, urls, limit)
    finally:
        await asyncio.sleep(5)


@pytest.mark.points(1)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_results_of_all_in_order")
async def test_late_fetches_are_cancelled(submission):
    """When the time is up, the fetches that are too late are cancelled."""
    limit, delays = 1, {"p": 5, "q": 0.5, "r": 3}
    web = Web(delays)
    run = await submission.run(fetch_all_within_and_five_seconds_more, web.fetch, list(delays), limit)
    expect(run).finished()
    late = [url for url in delays if delays[url] > limit]
    on = [url for url in late if web.cancelled.get(url, 99) > limit + 0.3]
    if on:
        fail(
            f"With {seconds(limit)} for everything, {len(late)} of {len(delays)} fetches were too late; "
            f"{len(on)} of them ran on after that.",
            "Nobody waits for their results any more. What still works on them has to be cancelled.",
            expected="0",
            actual=str(len(on)),
        )
