"""Hidden suite of exercise-09: not more than N at a time.

The suite plays `fetch` and looks at when each of its calls ran; how the limit is kept is not asked.
"""

import asyncio
from dataclasses import dataclass
from itertools import pairwise

import pytest

from grader.suite import expect, fail, seconds, shared, shown

pytestmark = pytest.mark.asyncio

COUNT = 7
EVEN = [2.0] * COUNT
SLOWER = [1.0, 1.5, 2.1, 2.8, 3.6, 4.5, 5.5]  # each ends later than the one before
QUICKER = [5.5, 4.5, 3.6, 2.8, 2.1, 1.5, 1.0]
MIXED = [5.0, 1.0, 1.5, 4.0, 1.2, 2.3, 0.7]
AT_ONCE = 0.02  # seconds in which a place may stay free unnoticed


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_every_url_is_fetched(submission):
    """fetch_limited() fetches every url once and returns as many results."""
    run, fetches = await played(submission, 3, EVEN)
    expect(run).finished()
    if run.kind == "value":
        fail("Calling fetch_limited() gave a value at once; there was nothing to await.")
    results = as_list(run.value)
    for url in urls_of(submission):
        if (times := sum(one.url == url for one in fetches)) != 1:
            often = f"fetched {times} times" if times else "never fetched"
            fail(f"{url} was {often}.", "Every url is fetched once.", "fetched once", often)
    if len(results) != COUNT:
        fail(
            f"fetch_limited() returned a list of {len(results)}; there were {COUNT} urls.",
            "The list holds one result for each url.",
        )


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_every_url_is_fetched")
async def test_results_stay_in_the_order_of_urls(submission):
    """The results are in the order of urls, whichever fetch ends first."""
    for limit, delays, when in (
        (3, EVEN, "When all fetches take equally long"),
        (4, QUICKER, "When the later fetches are quicker"),
        (2, MIXED, "When quick and slow fetches are mixed"),
    ):
        run, _ = await played(submission, limit, delays)
        expect(run).finished()
        results = as_list(run.value)
        if len(results) != COUNT:
            fail(f"{when}, fetch_limited() returned a list of {len(results)}; there were {COUNT} urls.")
        wanted = [payload(url) for url in urls_of(submission)]
        for place, (got, right) in enumerate(zip(results, wanted, strict=True), start=1):
            if got != right:
                fail(
                    f"{when}, place {place} of the list holds {shown(got)}.",
                    "Each result stands in the place of its url. They arrive in another order.",
                    expected=shown(right),
                    actual=shown(got),
                )


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_no_urls_give_an_empty_list(submission):
    """Without urls the result is an empty list."""
    run, _ = await played(submission, 3, [])
    expect(run).finished(advice="An empty list is nothing special: there is nothing to fetch.")
    if as_list(run.value) != []:
        fail(f"With no urls, fetch_limited() returned {shown(run.value)}.", expected="[]")


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_every_url_is_fetched")
async def test_fetches_run_at_the_same_time(submission):
    """As many fetches as the limit allows run at the same time."""
    for limit, delays in ((3, EVEN), (10, MIXED)):
        run, fetches = await played(submission, limit, delays)
        expect(run).finished()
        most, wanted = max((one.beside + 1 for one in fetches), default=0), min(limit, COUNT)
        if most < wanted:
            fail(
                f"With limit={limit} and {COUNT} urls, at most {most} ran at the same time.",
                "The limit is there to be used: that many fetches are under way before one is waited for.",
                expected=str(wanted),
                actual=str(most),
            )


@pytest.mark.points(3)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_fetches_run_at_the_same_time")
async def test_never_more_than_limit(submission):
    """At no moment do more than limit fetches run."""
    for limit, delays in ((3, EVEN), (2, MIXED), (1, SLOWER), (4, QUICKER)):
        run, fetches = await played(submission, limit, delays)
        expect(run).finished()
        most = max(fetches, key=lambda one: one.beside, default=None)
        if most and most.beside + 1 > limit:
            fail(
                f"With limit={limit}, {most.beside + 1} fetches ran together at {seconds(most.start)}.",
                "Whoever fetches needs one of the places, and gives it back only after the fetch.",
                expected=f"at most {limit}",
                actual=str(most.beside + 1),
            )


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_fetches_run_at_the_same_time")
async def test_a_free_place_is_taken_at_once(submission):
    """As long as urls are left, a place that becomes free is taken at once."""
    for limit, delays in ((2, MIXED), (4, QUICKER), (10, MIXED), (3, EVEN)):
        run, fetches = await played(submission, limit, delays)
        expect(run).finished()
        held_up(run)
        moments = sorted({0.0, *(one.start for one in fetches), *(one.end for one in fetches)})
        for begin, end in pairwise(moments):
            if end - begin > AT_ONCE:
                no_place_is_free(fetches, limit, begin, end)
        if run.elapsed > moments[-1] + 0.1:
            fail(
                f"The last fetch ended after {seconds(moments[-1])}; "
                f"fetch_limited() took {seconds(run.elapsed)}.",
                "After the last result there is nothing left to wait for.",
            )


@pytest.mark.points(2)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_every_url_is_fetched")
async def test_the_first_error_comes_out(submission):
    """When fetches fail, the first error comes out, as it is or in an ExceptionGroup."""
    urls = urls_of(submission)
    # With QUICKER, the third one fails while the two before it still run.
    for bad, delays in ((urls[6], EVEN), (urls[2], QUICKER)):
        run, _ = await played(submission, 3, delays, failing=[bad])
        the_error_of(run, {bad}, f"With limit=3, the fetch of {bad} failed")
    for limit in (3, 1):
        run, fetches = await played(submission, limit, SLOWER, failing=[urls[1], urls[3], urls[5]])
        failed = sorted((one for one in fetches if one.failed), key=lambda one: one.end)
        if failed:
            first = {failed[0].url, urls[1]}  # in time, and in the list for an answer that waits for all
            what = f"With limit={limit}, several fetches failed, first that of {failed[0].url}"
            the_error_of(run, first, what)


# ---- the fetch --------------------------------------------------------------------------------


@dataclass
class Fetch:
    """One call of fetch.  beside: how many others ran when it began."""

    url: str
    start: float
    beside: int
    end: float | None = None
    failed: bool = False


@shared  # played once, however many checks look at it
async def played(submission, limit, delays, failing=()):
    """Run fetch_limited() with a fetch that takes so long for each url; return the run and the fetches."""
    urls, fetches = urls_of(submission)[: len(delays)], []
    pace = submission.random("pace").choice((0.5, 1.0, 1.5, 2.0))
    delay = {url: pace * delay for url, delay in zip(urls, delays, strict=True)}
    loop = asyncio.get_running_loop()
    begun = loop.time()

    async def fetch(url: str) -> str:
        beside = sum(other.end is None for other in fetches)
        fetches.append(this := Fetch(url, loop.time() - begun, beside))
        try:
            await asyncio.sleep(delay.get(url, 1.0))
            if url in failing:
                this.failed = True
                raise ConnectionError(no_answer(url))
            return payload(url)
        finally:
            this.end = loop.time() - begun

    run = await submission.run("fetch_limited", fetch, urls, limit)
    for left in fetches:
        left.end = loop.time() - begun if left.end is None else left.end
    return run, fetches


def urls_of(submission):
    """Return the urls, in order."""
    return [f"url{number}" for number in sorted(submission.random("urls").sample(range(11, 100), COUNT))]


def payload(url):
    return f"payload of {url}"


def no_answer(url):
    return f"no answer from {url}"


# ---- words and small questions ----------------------------------------------------------------


def no_place_is_free(fetches, limit, begin, end):
    """Fail if between these two moments fewer fetches ran than could have."""
    running = sum(one.start <= begin and one.end >= end for one in fetches)
    left = sum(one.start >= end for one in fetches)
    if running < limit and left:
        fail(
            f"With limit={limit}, from {seconds(begin)} to {seconds(end)} only {running} of the fetches ran, "
            f"and {left} had not started yet.",
            "Whoever is done makes room for the next one at once, whatever the others do.",
            expected=f"{min(limit, running + left)} running",
            actual=f"{running} running",
        )


def held_up(run):
    """Fail if the run held up everything else for a while."""
    if run.trace.total_blocked > AT_ONCE:
        fail(
            f"For {seconds(run.trace.total_blocked)} fetch_limited() held up the event loop.",
            "Waiting that is awaited lets all others go on meanwhile.",
            expected="0 s",
            actual=seconds(run.trace.total_blocked),
        )


def the_error_of(run, urls, what):
    """Fail unless the error of the fetch of one of these urls came out."""
    if run.error is None and str(run.outcome) == "finished":
        fail(
            f"{what}; fetch_limited() returned {shown(run.value)}.",
            "Who asked for the urls has to hear of the error.",
            expected="ConnectionError comes out",
            actual="no exception",
        )
    if run.error is None:
        fail(
            f"{what}, and fetch_limited() never ended.",
            "A fetch that fails gives its place back, too, and its error is for whoever waits.",
            expected="ConnectionError comes out",
        )
    if not any(f"ConnectionError: {no_answer(url)}" in errors_in(run.error) for url in urls):
        where = f" on line {run.error.line}" if run.error.line else ""
        fail(
            f"{what}; fetch_limited() ended with {run.error.type}{where}: {run.error.message}.",
            "What comes out is the error of the fetch itself.",
            expected=f"ConnectionError: {no_answer(min(urls))}",
            actual=f"{run.error.type}: {run.error.message}",
        )


def errors_in(error):
    """Return type and message of an error and of all the errors in it."""
    inner = [text for one in error.exceptions for text in errors_in(one)]
    return [f"{error.type}: {error.message}", *inner]


def as_list(value):
    """Return the results as a list; fail if they are something else."""
    if type(value) not in (list, tuple):
        fail(
            f"fetch_limited() returned {shown(value)}.",
            "What is asked for is a list of results.",
            expected="a list",
            actual=shown(value),
        )
    for place, item in enumerate(value, start=1):
        if getattr(item, "awaitable", False):
            fail(
                f"fetch_limited() returned a list with a {item.type} in place {place}.",
                "A task or coroutine gives its result to whoever awaits it.",
            )
    return list(value)
