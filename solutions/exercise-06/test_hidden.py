"""Hidden suite of exercise-06: some may fail.

Every fetch is played here: how long it takes and whether it fails.  Cancelling is done beside the
submission, at several moments.  Nothing is asked about an empty list of urls, or about a url twice.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, seconds, shared, shown

pytestmark = pytest.mark.asyncio

TOWNS = ["oslo", "lima", "cairo", "quito", "delhi", "rome", "bern", "kyiv", "riga", "doha", "male", "suva"]


class OutOfPaper(Exception):
    """A failure of a class that nobody has heard of."""


class Web:
    """Plays fetch.  By url: delays in seconds, and errors raised then."""

    def __init__(self, delays, errors=None):
        self.delays, self.errors = delays, errors or {}
        self.calls, self.running, self.finished, self.cancelled = [], [], [], []
        self.peak = 0

    async def fetch(self, url):
        self.calls.append(url)
        self.running.append(url)
        self.peak = max(self.peak, len(self.running))
        try:
            await asyncio.sleep(self.delays[url])
            self.finished.append(url)
        except asyncio.CancelledError:
            self.cancelled.append(url)
            raise
        finally:
            self.running.remove(url)
        if url in self.errors:
            raise self.errors[url]
        return f"news from {url}"

    @property
    def report(self):
        """The report that is asked for."""
        return {url: self.errors.get(url, f"news from {url}") for url in self.delays}


@in_guest
async def as_a_dict(module, fetch, urls):
    """Copy what fetch_report returns when it is a dict of a class of its own."""
    value = await module.fetch_report(fetch, urls)
    return dict(value) if isinstance(value, dict) else None


@shared
async def report_of(submission, delays, errors=None, **schedule):
    """Return the run, the web it ran on, and the report as a dict; None when it is none."""
    web = Web(delays, errors)
    run = await submission.run("fetch_report", web.fetch, list(delays), **schedule)
    if run.kind == "value":
        fail(
            "Calling fetch_report() gave a value at once, and there was nothing to await.",
            "A function written with `async def` gives a coroutine.",
        )
    value = run.value if type(run.value) is dict else None
    if value is None and hasattr(run.value, "awaitable") and not run.value.awaitable:
        again = Web(delays, errors)
        value = (await submission.run(as_a_dict, again.fetch, list(delays), **schedule)).value
    return run, web, value


def matches(run, web, value, when):
    """Fail unless the report has, for every url, what fetch gave or raised."""
    if run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        fail(
            f"{when}, fetch_report() ended with {run.error.type}{where}.",
            "A failure of a fetch is kept in the report. It is not raised.",
            expected="a dict",
            actual=run.error.type,
        )
    expect(run).finished()
    if value is None:
        fail(
            f"{when}, fetch_report() returned {shown(run.value)}.",
            "A dict is asked for: for each url what fetch gave, or the exception it raised.",
            expected="a dict",
            actual=shown(run.value),
        )
    for url, right in web.report.items():
        if url not in value:
            fail(
                f"{when}, the report has no entry for {url!r}. It has {shown(list(value))}.",
                "Every url has its entry, whether its fetch went well or not.",
                expected=shown(list(web.report)),
                actual=shown(list(value)),
            )
        got = value[url]
        failed = isinstance(right, Exception)
        same = is_error(got, right) if failed else type(got) is str and got == right
        if not same:
            raised = f"fetch({url!r}) {'raised' if failed else 'gave'} {shown_error(right)}"
            fail(
                f"{when}, {raised}; the report says {shown_error(got)}.",
                "The exception object itself is kept, not its text and not another one."
                if failed
                else "For a fetch that went well, the report has the text that it gave.",
                expected=shown_error(right),
                actual=shown_error(got),
            )
    if len(value) != len(web.report):
        fail(f"{when}, the report has {len(value)} entries for {len(web.report)} urls.")


def is_error(got, right):
    """Tell whether a value of the report is the exception that fetch raised."""
    return getattr(got, "type", "") == type(right).__name__ and getattr(got, "message", None) == str(right)


def shown_error(value):
    return repr(value) if isinstance(value, Exception) else shown(value)


# When it is, delays, errors, and the schedule.
FINE = [
    ("When the fetches end in no order", {"d/3": 0.7, "d/1": 1.1, "d/2": 0.2, "d/4": 1.9}, {}, {}),
    ("When every fetch takes the same time", dict.fromkeys(TOWNS, 2.0), {}, {}),
    (
        "When sets are gone through in another order",
        {"e/2": 1, "e/1": 1, "e/3": 1},
        {},
        {"set_order": "reversed"},
    ),
]
FAILING = [
    ("When the second of three fails", {"a": 3, "b": 1, "c": 2}, {"b": ValueError("b is empty")}, {}),
    (
        "When two fail at the same moment",
        dict.fromkeys(TOWNS[:5], 2.0),
        {"lima": OSError("lima is gone"), "quito": RuntimeError("quito is ill")},
        {},
    ),
    (
        "When all of them fail",
        {"q": 2.5, "s": 0, "t": 1},
        {"q": OutOfPaper("q is out"), "s": TimeoutError("s is late"), "t": LookupError("no t here")},
        {},
    ),
]


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_a_report_of_what_went_well(submission):
    """When all goes well, fetch_report() returns a dict with the text for each url."""
    for when, delays, errors, schedule in FINE:
        run, web, value = await report_of(submission, delays, errors, **schedule)
        matches(run, web, value, when)


@pytest.mark.points(2)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_a_report_of_what_went_well")
async def test_failures_are_in_the_report(submission):
    """When fetches fail, the report holds the exceptions, and nothing is raised."""
    for when, delays, errors, schedule in FAILING:
        run, web, value = await report_of(submission, delays, errors, **schedule)
        matches(run, web, value, when)


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_a_report_of_what_went_well")
async def test_the_report_is_in_the_order_of_the_urls(submission):
    """The entries of the report stand in the order of the urls."""
    for when, delays, errors, schedule in FINE + FAILING:
        _, _, value = await report_of(submission, delays, errors, **schedule)
        if value is not None and set(value) == set(delays) and list(value) != list(delays):
            fail(
                f"{when}, the entries of the report stand in the order {shown(list(value))}.",
                "A dict keeps the order in which its entries were made; the order asked for is that of urls.",
                expected=shown(list(delays)),
                actual=shown(list(value)),
            )


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_a_report_of_what_went_well")
async def test_all_run_at_the_same_time(submission):
    """All fetches run at the same time, each url is fetched once, also when some fail."""
    for _, delays, errors, schedule in (FINE[1], FAILING[1]):
        run, web, _ = await report_of(submission, delays, errors, **schedule)
        count = len(delays)
        if run.error is not None and errors:
            continue  # told by the check on failures
        expect(run).finished()
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


@in_guest
async def cancelled_after(module, fetch, urls, delay):
    """Cancel fetch_report after a while; tell how it ended, and let the loop run on."""
    task = asyncio.create_task(module.fetch_report(fetch, urls))
    await asyncio.sleep(delay)
    task.cancel()
    begun = asyncio.get_running_loop().time()
    await asyncio.wait([task], timeout=100)
    took = asyncio.get_running_loop().time() - begun
    await asyncio.sleep(10)
    if not task.done():
        return "it went on", took
    if task.cancelled():
        return "cancelled", took
    return ("returned" if task.exception() is None else type(task.exception()).__name__), took


CANCELLED = [
    ("after 1 s, when nothing has come yet", {"a": 2, "b": 3, "c": 4}, {}, 1),
    ("after 2 s, when only the last url is missing", {"x": 1, "y": 0.5, "z": 9}, {"y": OSError("gone")}, 2),
]


@shared
async def cancelled(submission, delays, errors, delay):
    """Return the run of a fetch_report that is cancelled after a while, and the web it ran on."""
    web = Web(delays, errors)
    run = await submission.run(cancelled_after, web.fetch, list(delays), delay)
    expect(run).finished()
    return run, web


@pytest.mark.points(2)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_failures_are_in_the_report")
async def test_a_cancelled_report_ends_as_cancelled(submission):
    """When fetch_report() is cancelled, it ends as cancelled."""
    for when, delays, errors, delay in CANCELLED:
        run, _ = await cancelled(submission, delays, errors, delay)
        how, took = run.value
        if how != "cancelled" or took > 1:
            late = f" {seconds(took)} later" if took > 0.01 else ""
            ended = {"returned": "returned as if nothing had been asked", "it went on": "went on"}
            ended = ended.get(how, "ended as cancelled" if how == "cancelled" else f"ended with {how}")
            fail(
                f"fetch_report() was cancelled {when}; it {ended}{late}.",
                "`CancelledError` is not a failure of a fetch. It goes on to whoever waits for fetch_report.",
                expected="it ends as cancelled",
                actual=f"it {ended}",
            )


@pytest.mark.points(1)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_a_cancelled_report_ends_as_cancelled", "test_all_run_at_the_same_time")
async def test_its_fetches_are_cancelled_with_it(submission):
    """When fetch_report() is cancelled, so are the fetches that still run."""
    for when, delays, errors, delay in CANCELLED:
        _, web = await cancelled(submission, delays, errors, delay)
        late = [url for url in web.finished if delays[url] > delay]
        if late:
            fail(
                f"fetch_report() was cancelled {when}; {len(late)} of its fetches still ran to their end.",
                "Who is cancelled while it waits for its tasks has to see that they are cancelled, too.",
                expected="0",
                actual=str(len(late)),
            )
