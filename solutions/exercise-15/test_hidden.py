"""Hidden suite of exercise-15: blocking code.

blocking_fetch is the suite's own; it blocks whoever calls it for as long as its url says.  Four calls at the
same time are asked for, no more: the pool of threads that asyncio brings along has five on a small machine.
"""

import asyncio
import itertools

import pytest

from grader.suite import expect, fail, in_guest, seconds, shown, takes

pytestmark = pytest.mark.asyncio

TIMES = {"/slow": 12.0, "/quick": 0.5, "/middle": 8.0, "/short": 4.0}
URLS = [f"https://api.example.com{page}" for page in TIMES]
PAGES = [f"page at {url}" for url in URLS]
CALL = "fetch_blocking(blocking_fetch, urls)"


@in_guest
async def beside_a_heartbeat(module, blocking_fetch, urls):
    """Call fetch_blocking beside a task that wants to run every 0.25 s; return its longest pause."""
    loop = asyncio.get_running_loop()
    beats = [loop.time()]

    async def beat():
        while True:
            await asyncio.sleep(0.25)
            beats.append(loop.time())

    heart = asyncio.create_task(beat())
    await asyncio.sleep(0)
    await module.fetch_blocking(blocking_fetch, urls)
    await asyncio.sleep(0.3)  # a beat that was held up comes now
    heart.cancel()
    return max(later - earlier for earlier, later in itertools.pairwise(beats))


def a_fetch():
    """Return a blocking_fetch, and the list of the urls it is called with."""
    asked = []

    @takes(lambda url: TIMES["/" + url.rpartition("/")[2]])
    def blocking_fetch(url: str) -> str:
        asked.append(url)
        return f"page at {url}"

    return blocking_fetch, asked


@pytest.mark.points(3)
@pytest.mark.topic("result")
async def test_the_results_in_order(submission):
    """It returns what blocking_fetch gives for each url, in the order of urls."""
    for urls, pages, set_order in ((URLS, PAGES, "created"), (URLS[::-1], PAGES[::-1], "reversed")):
        blocking_fetch, asked = a_fetch()
        run = await submission.run("fetch_blocking", blocking_fetch, urls, set_order=set_order)
        expect(run, CALL).finished()
        if run.kind == "value":
            fail("Calling fetch_blocking() gave a value at once, and there was nothing to await.")
        got = list(run.value) if type(run.value) is tuple else run.value
        expect(got).equals(
            pages,
            fact=f"For four pages, {CALL} returned {shown(run.value)}.",
            advice="One result for each url, in the order of `urls`, whichever is ready first.",
        )
        if sorted(asked) != sorted(URLS):
            fail(
                f"blocking_fetch was called {len(asked)} times for {len(URLS)} urls.",
                "Once for each url is enough.",
                expected=shown(len(URLS)),
                actual=shown(len(asked)),
            )


@pytest.mark.points(3)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_the_results_in_order")
async def test_all_at_the_same_time(submission):
    """All calls run at the same time: together they take as long as the slowest."""
    blocking_fetch, _ = a_fetch()
    run = await submission.run("fetch_blocking", blocking_fetch, URLS)
    expect(run, CALL).elapsed_between(
        11.9,
        12.4,
        fact=f"The slowest of four calls takes 12 s; {CALL} took {seconds(run.elapsed)}.",
        advice="Start a thread for each url before waiting for the first of them.",
    )


@pytest.mark.points(3)
@pytest.mark.topic("blocking")
@pytest.mark.needs("test_the_results_in_order")
async def test_other_tasks_run_meanwhile(submission):
    """The event loop is never blocked: other tasks run while the calls do."""
    blocking_fetch, _ = a_fetch()
    run = await submission.run(beside_a_heartbeat, blocking_fetch, URLS)
    expect(run, CALL).finished()
    if run.value > 0.4:
        fail(
            f"A task that wants to run every 0.25 s had to wait {seconds(run.value)} for its turn.",
            "blocking_fetch has to be called in another thread, and waited for with `await`.",
            expected=seconds(0.25),
            actual=seconds(run.value),
        )


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_the_results_in_order")
async def test_an_error_comes_out(submission):
    """An error that blocking_fetch raises comes out."""

    @takes(1)
    def blocking_fetch(url: str) -> str:
        if url.endswith("/quick"):
            raise ConnectionError("no route to host")
        return f"page at {url}"

    run = await submission.run("fetch_blocking", blocking_fetch, URLS)
    advice = "What is not awaited, or caught and kept, nobody gets to know of."
    expect(run, CALL, advice).raises(ConnectionError)
