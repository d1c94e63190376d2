"""Hidden suite of exercise-12: as they come.

The suite plays `fetch`; a probe beside the answer plays the `async for` loop, quick or slow, and stops early
or not.  Anything that `async for` goes over and that has `aclose()` is right.
"""

import asyncio
from dataclasses import dataclass

import pytest

from grader.suite import expect, fail, in_guest, seconds, shared, shown

pytestmark = pytest.mark.asyncio

COUNT = 6
SLOWER = [1.0, 1.5, 2.1, 2.8, 3.6, 4.5]  # each ends later than the one before
QUICKER = [4.5, 3.6, 2.8, 2.1, 1.5, 1.0]
MIXED = [3.3, 1.0, 4.2, 2.6, 1.4, 2.0]
NEAR = 0.02  # seconds by which a moment may be off
STREAM = "stream_results(fetch, urls)"


@in_guest
async def go_over(module, fetch, urls, pause, many):
    """Take that many pairs, wait after each, then close; tell what came and when, and what was odd."""
    clock = asyncio.get_running_loop().time
    begun = clock()
    stream = module.stream_results(fetch, urls)
    if not hasattr(stream, "__aiter__"):
        return {"odd": type(stream).__name__}
    came = []
    iterator = aiter(stream)
    while len(came) < many:
        try:
            pair = await anext(iterator)
        except StopAsyncIteration:
            break
        came.append((tuple(pair) if isinstance(pair, (list, tuple)) else pair, clock() - begun))
        await asyncio.sleep(pause)
    else:
        if not hasattr(iterator, "aclose"):
            return {"odd": "no aclose"}
        try:
            await iterator.aclose()
        except BaseExceptionGroup as group:  # a TaskGroup around the yield says so when it is closed
            if group.split(GeneratorExit)[1] is not None:
                raise
        await asyncio.sleep(0.2)
    return {"came": came}


# ---- what comes -------------------------------------------------------------------------------


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_a_pair_comes_for_every_url(submission):
    """stream_results() fetches every url once, and `async for` gets as many pairs."""
    heard = await played(submission, SLOWER)
    for url in urls_of(submission):
        if (times := sum(one.url == url for one in heard.fetches)) != 1:
            often = f"fetched {times} times" if times else "never fetched"
            fail(f"{url} was {often}.", "Every url is fetched once.", "fetched once", often)
    if len(heard.came) != COUNT:
        fail(
            f"The loop got {len(heard.came)} of {COUNT} pairs.",
            "It goes on until every fetch has ended and its pair has been handed out.",
            expected=f"{COUNT} pairs",
            actual=str(len(heard.came)),
        )


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_a_pair_comes_for_every_url")
async def test_url_and_result_belong_together(submission):
    """Each pair holds a url and the result of its own fetch."""
    for delays, when in SCHEDULES:
        pairs_are_right(await played(submission, delays), urls_of(submission), when)


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_no_urls_give_no_pairs(submission):
    """Without urls the loop ends at once."""
    heard = await played(submission, [])
    if heard.came:
        fail(f"With no urls, the loop got {shown(heard.came[0][0])}.", "There is nothing to hand out.")


# ---- when it comes ----------------------------------------------------------------------------


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_a_pair_comes_for_every_url")
async def test_all_fetches_start_at_once(submission):
    """All fetches start at once."""
    for delays in (SLOWER, QUICKER):
        heard = await played(submission, delays)
        late = [one for one in heard.fetches if one.start > NEAR]
        if late:
            fail(
                f"{len(heard.fetches) - len(late)} of {COUNT} fetches started at once; "
                f"the next one started at {seconds(late[0].start)}.",
                "All of them are under way before one of them is waited for.",
                expected=f"{COUNT} at 0 s",
                actual=str(len(heard.fetches) - len(late)),
            )


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_all_fetches_start_at_once")
async def test_a_pair_comes_when_its_fetch_has_ended(submission):
    """Each pair comes when its fetch has ended, the quickest first."""
    for delays, when in SCHEDULES:
        heard = await played(submission, delays)
        if heard.held > NEAR:
            fail(
                f"For {seconds(heard.held)} the generator held the event loop; no other task could run.",
                "Waiting that is awaited lets all others go on meanwhile.",
                expected="0 s",
                actual=seconds(heard.held),
            )
        ends = {one.url: one.end for one in heard.fetches}
        for (url, _), moment in pairs(heard):
            if url in ends and abs(ends[url] - moment) > NEAR:
                fail(
                    f"{when}, the fetch of {url} ended at {seconds(ends[url])}; "
                    f"its pair came at {seconds(moment)}.",
                    "A pair is handed out as soon as its own fetch has ended, whatever the others do.",
                    expected=f"at {seconds(ends[url])}",
                    actual=f"at {seconds(moment)}",
                )


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_all_fetches_start_at_once")
async def test_fetches_go_on_while_the_loop_is_busy(submission):
    """While the loop is busy with a pair, the fetches go on."""
    pause = 1.3 * pace_of(submission)
    for delays, order in ((MIXED, "created"), (QUICKER, "reversed")):
        heard = await played(submission, delays, pause, set_order=order)
        pairs_are_right(heard, urls_of(submission), "When the loop is busy for a while with each pair")
        free = 0.0
        for end, (_, moment) in zip(sorted(one.end for one in heard.fetches), heard.came, strict=False):
            wanted = max(free, end)
            if moment > wanted + NEAR:
                fail(
                    f"A pair was ready at {seconds(wanted)} and the loop asked for it; "
                    f"it came at {seconds(moment)}.",
                    "A fetch in a task of its own goes on while the generator stands still.",
                    expected=f"at {seconds(wanted)}",
                    actual=f"at {seconds(moment)}",
                )
            free = moment + pause


# ---- stopping early ---------------------------------------------------------------------------


@pytest.mark.points(2)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_all_fetches_start_at_once")
async def test_closing_it_cancels_the_rest(submission):
    """When the loop stops early and closes it, the fetches that still run are cancelled."""
    for delays, many in ((SLOWER, 1), (QUICKER, 3), (MIXED, 1)):
        heard = await played(submission, delays, many=many)
        closed = heard.came[-1][1] if heard.came else 0.0
        left = [one for one in heard.fetches if one.end > closed + 0.1]
        if left:
            fail(
                f"The loop took {count(many, 'pair')} and awaited aclose(); "
                f"{len(left)} of the {COUNT} fetches still ran after that.",
                "aclose() ends the generator at its `yield`. A `finally` around it is carried out, too.",
                expected="0 still run",
                actual=f"{len(left)} still run",
            )


# ---- the fetch and the loop -------------------------------------------------------------------


@dataclass
class Fetch:
    """One call of fetch."""

    url: str
    start: float
    end: float | None = None


@dataclass
class Heard:
    """What the loop got, each pair with its moment; the fetches; for how long the loop was held up."""

    came: list
    fetches: list[Fetch]
    held: float


@shared  # played once, however many checks look at it
async def played(submission, delays, pause=0.0, many=COUNT + 1, **schedule):
    """Go over the stream, with a fetch that takes so long for each url; fail if that does not work."""
    urls, fetches = urls_of(submission)[: len(delays)], []
    delay = {url: pace_of(submission) * delay for url, delay in zip(urls, delays, strict=True)}
    loop = asyncio.get_running_loop()
    begun = loop.time()

    async def fetch(url: str) -> str:
        fetches.append(this := Fetch(url, loop.time() - begun))
        try:
            await asyncio.sleep(delay.get(url, 1.0))
            return payload(url)
        finally:
            this.end = loop.time() - begun

    run = await submission.run(go_over, fetch, urls, pause, many, **schedule)
    for left in fetches:
        left.end = loop.time() - begun if left.end is None else left.end
    what_the_loop_met(run, many)
    return Heard(run.value["came"], fetches, run.trace.total_blocked)


def what_the_loop_met(run, many):
    """Fail if the stream could not be gone over."""
    if run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        stopped = f"after {count(many, 'pair')} and aclose()" if many <= COUNT else "over the results"
        fail(
            f"The loop {stopped} ended with {run.error.type}{where}: {run.error.message}".rstrip(".") + ".",
            "The loop ends without an error, whether it takes all pairs or stops early.",
            expected="no exception",
            actual=run.error.type,
        )
    if str(run.outcome) == "deadlocked":
        fail(
            f"The loop never ended: at {seconds(run.elapsed)} it waited for a pair that nobody could give.",
            "After the last pair, the generator ends.",
        )
    expect(run).finished()
    if (odd := run.value.get("odd")) == "no aclose":
        fail(f"What {STREAM} gives has no aclose().", "An asynchronous generator has one.")
    if odd:
        fail(
            f"{STREAM} gives a {odd}; `async for` cannot go over that.",
            "An `async def` function with `yield` in its own body is an asynchronous generator.",
            expected="an asynchronous generator",
            actual=f"a {odd}",
        )


def urls_of(submission):
    """Return the urls, in order."""
    return [f"url{number}" for number in sorted(submission.random("urls").sample(range(11, 100), COUNT))]


def pace_of(submission):
    return submission.random("pace").choice((0.5, 1.0, 1.5, 2.0))


def payload(url):
    return f"payload of {url}"


# ---- words and small questions ----------------------------------------------------------------

SCHEDULES = (
    (SLOWER, "When the fetches end in the order of urls"),
    (QUICKER, "When the last fetch ends first"),
    (MIXED, "When quick and slow fetches are mixed"),
)


def pairs(heard):
    """Yield each pair with its moment; fail if it is no pair."""
    for pair, moment in heard.came:
        if type(pair) is not tuple or len(pair) != 2:
            what = f"a {pair.type}" if getattr(pair, "awaitable", False) else shown(pair)
            fail(
                f"The loop got {what}, not a pair.",
                "Each item is a tuple of a url and the result of its fetch.",
                expected="(url, result)",
                actual=what,
            )
        for part in pair:
            if getattr(part, "awaitable", False):
                fail(
                    f"The loop got a pair with a {part.type} in it.",
                    "A task or coroutine gives its result to whoever awaits it.",
                    expected="(url, result)",
                    actual=f"a {part.type}",
                )
        yield pair, moment


def pairs_are_right(heard, urls, when):
    """Fail unless there is a pair for each url, and it holds the result of that fetch."""
    for (url, result), _ in pairs(heard):
        if result != payload(url):
            fail(
                f"{when}, the loop got {shown((url, result))}.",
                "The result in a pair is that of the url beside it. The first to come may be of any url.",
                expected=shown((url, payload(url))),
                actual=shown((url, result)),
            )
    got = sorted(url for (url, _), _ in pairs(heard))
    if got != sorted(urls):
        missing = [url for url in urls if url not in got]
        fail(f"{when}, no pair came for {', '.join(missing)}.", "There is one pair for each url.")


def count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
