"""Hidden suite of exercise-10: not more than one a second.

The suite plays `fetch` and looks at when each of its calls began; how the pace is kept is not asked.
"""

import asyncio
from dataclasses import dataclass

import pytest

from grader.suite import expect, fail, seconds, shared, shown

pytestmark = pytest.mark.asyncio

COUNT = 5
QUICK = [0.25, 0.3, 0.2, 0.35, 0.25]  # each in intervals: how long the fetches take
SLOW = [5.5, 5.5, 5.5, 5.5, 5.5]
OVERTAKING = [6.5, 5.1, 3.4, 1.8, 0.4]  # each ends before the one that started before it
MIXED = [0.3, 4.6, 0.2, 2.7, 1.4]
NEAR = 0.02  # seconds by which a start may be off


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_every_url_is_fetched(submission):
    """fetch_paced() fetches every url once and returns as many results."""
    run, fetches = await played(submission, QUICK)
    expect(run).finished()
    if run.kind == "value":
        fail("Calling fetch_paced() gave a value at once; there was nothing to await.")
    results = as_list(run.value)
    for url in urls_of(submission):
        if (times := sum(one.url == url for one in fetches)) != 1:
            often = f"fetched {times} times" if times else "never fetched"
            fail(f"{url} was {often}.", "Every url is fetched once.", "fetched once", often)
    if len(results) != COUNT:
        fail(
            f"fetch_paced() returned a list of {len(results)}; there were {COUNT} urls.",
            "The list holds one result for each url.",
        )


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_every_url_is_fetched")
async def test_results_stay_in_the_order_of_urls(submission):
    """The results are in the order of urls, whichever fetch ends first."""
    for delays, when in (
        (QUICK, "When each fetch ends before the next one starts"),
        (SLOW, "When every fetch is slow"),
        (OVERTAKING, "When the later fetches end first"),
        (MIXED, "When quick and slow fetches are mixed"),
    ):
        run, _ = await played(submission, delays)
        expect(run).finished()
        results = as_list(run.value)
        if len(results) != COUNT:
            fail(f"{when}, fetch_paced() returned a list of {len(results)}; there were {COUNT} urls.")
        wanted = [payload(url) for url in urls_of(submission)]
        for place, (got, right) in enumerate(zip(results, wanted, strict=True), start=1):
            if got != right:
                fail(
                    f"{when}, place {place} of the list holds {shown(got)}.",
                    "Each result stands in the place of its url, and is awaited, however long it takes.",
                    expected=shown(right),
                    actual=shown(got),
                )


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_no_urls_give_an_empty_list(submission):
    """Without urls the result is an empty list."""
    run, _ = await played(submission, [])
    expect(run).finished(advice="An empty list is nothing special: there is nothing to fetch.")
    if as_list(run.value) != []:
        fail(f"With no urls, fetch_paced() returned {shown(run.value)}.", expected="[]")


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_every_url_is_fetched")
async def test_quick_fetches_start_one_every_interval(submission):
    """The first fetch starts at once, the others follow one every interval seconds, in order."""
    await starts_are_right(submission, QUICK)


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_quick_fetches_start_one_every_interval")
async def test_a_slow_fetch_does_not_hold_up_the_next(submission):
    """A fetch starts at its time, whether or not the earlier ones have ended."""
    for delays in (SLOW, OVERTAKING, MIXED):
        await starts_are_right(submission, delays)


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_a_slow_fetch_does_not_hold_up_the_next")
async def test_the_pauses_let_others_run(submission):
    """Between two starts the event loop is free for everything else."""
    run, _ = await played(submission, MIXED)
    expect(run).finished()
    if run.trace.total_blocked > NEAR:
        fail(
            f"For {seconds(run.trace.total_blocked)} of its {seconds(run.elapsed)}, "
            "fetch_paced() held the event loop; no other task could run.",
            "A pause that is awaited lets the fetches go on meanwhile.",
            expected="0 s",
            actual=seconds(run.trace.total_blocked),
        )


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_a_slow_fetch_does_not_hold_up_the_next")
async def test_it_ends_with_the_last_fetch(submission):
    """When the last fetch has ended, fetch_paced() ends."""
    interval = interval_of(submission)
    for delays in (SLOW, MIXED, QUICK):
        run, fetches = await played(submission, delays)
        expect(run).finished()
        last = max((one.end for one in fetches), default=0.0)
        paused = max((one.start for one in fetches), default=0.0) + interval
        if run.elapsed > max(last, paused) + 0.1:
            fail(
                f"The last fetch had ended after {seconds(last)}; fetch_paced() took {seconds(run.elapsed)}.",
                "After the last result there is nothing left to wait for.",
                expected=f"about {seconds(last)}",
                actual=seconds(run.elapsed),
            )


# ---- the fetch --------------------------------------------------------------------------------


@dataclass
class Fetch:
    """One call of fetch."""

    url: str
    start: float
    end: float | None = None


@shared  # played once, however many checks look at it
async def played(submission, delays):
    """Run fetch_paced() with a fetch that takes so many intervals for each url; return it and the fetches."""
    urls, fetches = urls_of(submission)[: len(delays)], []
    interval = interval_of(submission)
    delay = {url: interval * delay for url, delay in zip(urls, delays, strict=True)}
    loop = asyncio.get_running_loop()
    begun = loop.time()

    async def fetch(url: str) -> str:
        fetches.append(this := Fetch(url, loop.time() - begun))
        try:
            await asyncio.sleep(delay.get(url, 1.0))
            return payload(url)
        finally:
            this.end = loop.time() - begun

    run = await submission.run("fetch_paced", fetch, urls, interval)
    for left in fetches:
        left.end = loop.time() - begun if left.end is None else left.end
    return run, fetches


def urls_of(submission):
    """Return the urls, in order."""
    return [f"url{number}" for number in sorted(submission.random("urls").sample(range(11, 100), COUNT))]


def interval_of(submission):
    return submission.random("pace").choice((0.5, 1.0, 1.5, 2.0, 3.0))


def payload(url):
    return f"payload of {url}"


# ---- words and small questions ----------------------------------------------------------------


async def starts_are_right(submission, delays):
    """Fail unless each fetch starts at its time, in the order of urls."""
    interval = interval_of(submission)
    run, fetches = await played(submission, delays)
    expect(run).finished()
    for index, (fetch, url) in enumerate(zip(fetches, urls_of(submission), strict=False)):
        right = index * interval
        if abs(fetch.start - right) > NEAR:
            fail(
                f"With interval={interval:g}, the {ORDINALS[index]} fetch started at {seconds(fetch.start)}.",
                reason(fetches, index, interval),
                expected=f"at {seconds(right)}",
                actual=f"at {seconds(fetch.start)}",
            )
        if fetch.url != url:
            fail(
                f"The {ORDINALS[index]} fetch that started was that of {fetch.url}.",
                "The fetches start in the order of urls.",
                expected=url,
                actual=fetch.url,
            )


def reason(fetches, index, interval):
    """Return the advice that goes with a start at another time."""
    start = fetches[index].start
    if start < index * interval:
        return "Between two starts there is a pause of interval seconds."
    if index == 0:
        return "The first fetch starts at once; the pause comes between two starts."
    if any(one.end is not None and abs(one.end - start) < NEAR for one in fetches[:index]):
        return "It started when an earlier one had ended. A start does not wait for any end."
    return "Each starts when interval seconds have passed since the start before it, and nothing else counts."


ORDINALS = ("first", "second", "third", "fourth", "fifth")


def as_list(value):
    """Return the results as a list; fail if they are something else."""
    if type(value) not in (list, tuple):
        fail(
            f"fetch_paced() returned {shown(value)}.",
            "What is asked for is a list of results.",
            expected="a list",
            actual=shown(value),
        )
    for place, item in enumerate(value, start=1):
        if getattr(item, "awaitable", False):
            fail(
                f"fetch_paced() returned a list with a {item.type} in place {place}.",
                "A task or coroutine gives its result to whoever awaits it.",
            )
    return list(value)
