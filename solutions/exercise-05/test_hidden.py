"""Hidden suite of exercise-05: all or nothing.

Every fetch is played here: how long it takes, whether it fails, what it does when it is cancelled.
How fetch_all goes about it is not asked.  Nothing is asked about a fetch_all that is itself cancelled.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, seconds, shared, shown

pytestmark = pytest.mark.asyncio

CITIES = ["oslo", "lima", "cairo", "quito", "delhi", "rome", "bern", "kyiv", "riga", "doha", "male", "suva"]


class Web:
    """Plays fetch.  By url: delays in seconds, errors raised then, and the time a cancelled one takes."""

    def __init__(self, delays, errors=None, cleaning=None):
        self.delays, self.errors, self.cleaning = delays, errors or {}, cleaning or {}
        self.calls, self.running, self.finished, self.left = [], [], [], []
        self.begun, self.peak, self.took = asyncio.get_running_loop().time(), 0, 0

    async def fetch(self, url):
        self.calls.append(url)
        self.running.append(url)
        self.peak = max(self.peak, len(self.running))
        try:
            await asyncio.sleep(self.delays[url])
            if url in self.errors:
                raise self.errors[url]
            self.finished.append(url)
        except asyncio.CancelledError:
            await asyncio.sleep(self.cleaning.get(url, 0))
            raise
        finally:
            self.running.remove(url)
        return f"news from {url}"

    def ended(self):
        """Note how long fetch_all took, and what still runs now that it has ended."""
        self.took, self.left = asyncio.get_running_loop().time() - self.begun, list(self.running)


@in_guest
async def as_a_list(module, fetch, urls):
    """Copy what fetch_all returns when it is a list or tuple of a class of its own."""
    value = await module.fetch_all(fetch, urls)
    return list(value) if isinstance(value, (list, tuple)) else None


@shared
async def results(submission, delays, **schedule):
    """Return the run, the web it ran on, and the results as a list; None when they are no list."""
    web = Web(delays)
    run = await submission.run("fetch_all", web.fetch, list(delays), **schedule)
    expect(run).finished()
    if run.kind == "value":
        fail(
            "Calling fetch_all() gave a value at once, and there was nothing to await.",
            "A function written with `async def` gives a coroutine.",
        )
    if type(run.value) in (list, tuple):
        return run, web, list(run.value)
    copied = None
    if hasattr(run.value, "awaitable") and not run.value.awaitable:
        copied = (await submission.run(as_a_list, Web(delays).fetch, list(delays), **schedule)).value
    return run, web, copied


ORDERS = [
    ("When the fetches end in no order", {"d/3": 0.7, "d/1": 1.9, "d/2": 0.2, "d/4": 1.1}, {}),
    ("When every fetch takes the same time", dict.fromkeys(CITIES, 2.0), {}),
    (
        "When sets are gone through in another order",
        dict.fromkeys(CITIES[:3], 2.0),
        {"set_order": "reversed"},
    ),
]


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_results_in_the_order_of_the_urls(submission):
    """fetch_all() returns the results in the order of the urls, whichever comes first."""
    for when, delays, schedule in ORDERS:
        run, _, value = await results(submission, delays, **schedule)
        right = [f"news from {url}" for url in delays]
        if value != right:
            fail(
                f"{when}, fetch_all({shown(list(delays))}) returned {shown(run.value)}.",
                "What is asked for is a list: what fetch gave for each url, in the order of the urls.",
                expected=shown(right),
                actual=shown(run.value),
            )


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_no_urls_and_one_url(submission):
    """For no urls fetch_all() returns [], for one url a list of one."""
    for delays in ({}, {"alone": 1}):
        run, _, value = await results(submission, delays)
        right = [f"news from {url}" for url in delays]
        if value != right:
            fail(
                f"fetch_all({list(delays)}) returned {shown(run.value)}.",
                "There is one result for each url; for no urls the list is empty.",
                expected=shown(right),
                actual=shown(run.value),
            )


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_results_in_the_order_of_the_urls")
async def test_all_run_at_the_same_time(submission):
    """All fetches run at the same time, each url is fetched once."""
    for _, delays, schedule in ORDERS[1:]:
        run, web, _ = await results(submission, delays, **schedule)
        count = len(delays)
        if sorted(web.calls, key=repr) != sorted(delays, key=repr):  # it may be called with anything
            fail(
                f"There are {count} urls; fetch was called {len(web.calls)} times.",
                "Every url is fetched once.",
                expected=str(count),
                actual=str(len(web.calls)),
            )
        if web.peak != count or run.elapsed > 2.5:
            fail(
                f"{count} fetches of 2 s took {seconds(run.elapsed)}; at most {web.peak} ran at once.",
                "All of them have to be under way before one of them is waited for.",
                expected="about 2 s",
                actual=seconds(run.elapsed),
            )


FAILURES = [
    (
        "the second of four fails after 1 s",
        {"a": 3, "b": 1, "c": 0.5, "d": 4},
        {"b": ValueError("b is empty")},
    ),
    ("the last of three fails at once", {"k": 3, "l": 4, "m": 0}, {"m": ConnectionError("m is down")}),
    (
        "two of four fail at the same time",
        {"e": 1, "f": 3, "g": 1, "h": 1},
        {"g": ValueError("g is empty"), "h": OSError("h is gone")},
    ),
]


def failure_came_out(run, errors, when):
    """Fail unless the run ended with an ExceptionGroup that holds one of the errors."""
    wanted = " or ".join(type(error).__name__ for error in errors.values())
    if run.error is None:
        if run.outcome == "finished":
            fail(
                f"When {when}, fetch_all() returned {shown(run.value)}.",
                "A failure must not stay unnoticed: what fetch raised comes out, in an ExceptionGroup.",
                expected=f"an ExceptionGroup with {wanted} in it",
                actual=shown(run.value),
            )
        expect(run).finished()
    inside = [(one.type, one.message) for one in leaves(run.error)]
    holds = any((type(error).__name__, str(error)) in inside for error in errors.values())
    if "ExceptionGroup" not in run.error.bases or not holds:
        where = f" on line {run.error.line}" if run.error.line else ""
        found = f"{run.error.type} with {', '.join(one for one, _ in inside)} in it"
        found = found if run.error.exceptions else run.error.type
        fail(
            f"When {when} with {wanted}, fetch_all() ended with {found}{where}.",
            "An ExceptionGroup is asked for that holds the exception which fetch raised.",
            expected=f"an ExceptionGroup with {wanted} in it",
            actual=found,
        )


def leaves(error):
    """Return the exceptions that are no groups."""
    if not error.exceptions:
        return [error]
    return [leaf for inner in error.exceptions for leaf in leaves(inner)]


@pytest.mark.points(2)
@pytest.mark.topic("errors")
async def test_a_failure_comes_out_in_a_group(submission):
    """When a fetch fails, an ExceptionGroup comes out that holds what it raised."""
    for when, delays, errors in FAILURES:
        run = await submission.run("fetch_all", Web(delays, errors).fetch, list(delays))
        failure_came_out(run, errors, when)


@in_guest
async def and_five_seconds_more(module, fetch, urls, ended):
    """Keep the loop going after fetch_all has ended: what it left behind goes on, too."""
    try:
        await module.fetch_all(fetch, urls)
    except Exception:
        pass  # another check looks at it
    finally:
        ended()
        await asyncio.sleep(5)


# The same failures, and how long each of the others cleans up when it is cancelled.
WATCHED = [(*FAILURES[0], {"a": 0.3, "d": 0.6}), (*FAILURES[1], {"k": 0.6, "l": 0})]


@shared
async def watched(submission, delays, errors, cleaning):
    """Return the web of a fetch_all in which a fetch fails, and the others clean up."""
    web = Web(delays, errors, cleaning)
    expect(await submission.run(and_five_seconds_more, web.fetch, list(delays), web.ended)).finished()
    return web


@pytest.mark.points(2)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_all_run_at_the_same_time")
async def test_the_others_are_cancelled(submission):
    """When a fetch fails, those that still run are cancelled; nobody waits for their results."""
    for when, delays, errors, cleaning in WATCHED:
        web = await watched(submission, delays, errors, cleaning)
        failed, longest = delays[next(iter(errors))], max(cleaning.values())
        late = [url for url in web.finished if delays[url] > failed]
        if late:
            fail(
                f"When {when}, {len(late)} of the other fetches still ran to their end; "
                f"fetch_all() had ended after {seconds(web.took)}.",
                "After a failure the other fetches are cancelled: nobody needs their results any more.",
                expected="0",
                actual=str(len(late)),
            )
        if web.took > failed + longest + 0.4:
            fail(
                f"When {when} (at {seconds(failed)}), fetch_all() ended after {seconds(web.took)}.",
                "After a failure there is nothing left to wait for but the end of the cancelled fetches.",
                expected=seconds(failed + longest),
                actual=seconds(web.took),
            )


@pytest.mark.points(1)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_the_others_are_cancelled")
async def test_the_others_have_ended(submission):
    """fetch_all() ends when the cancelled fetches have ended, also those with something to clean up."""
    for when, delays, errors, cleaning in WATCHED:
        web = await watched(submission, delays, errors, cleaning)
        if web.left:
            fail(
                f"When {when}, {len(cleaning)} others are cancelled, and take up to "
                f"{seconds(max(cleaning.values()))} to clean up; {len(web.left)} of them had not ended when "
                f"fetch_all() ended, after {seconds(web.took)}.",
                "`cancel()` is only a request. A task that was cancelled has to be waited for, too.",
                expected="0",
                actual=str(len(web.left)),
            )
