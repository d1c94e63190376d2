"""Hidden suite of exercise-20: a crawler.

The host plays a web: pages that take their time, that fail, that hang, that link to themselves and in
circles.  It counts who asks for what, and how many at a time.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, seconds, shared, shown

pytestmark = pytest.mark.asyncio

LONG = 900.0  # below what a run may take, so that what waits for it comes back
LOOPS = {
    "home": ["home", "news", "shop", "news"],
    "news": ["home", "item", "shop"],
    "shop": ["item", "home", "cart"],
    "item": ["shop", "item", "cart"],
    "cart": ["home"],
}
FAN = {"home": [f"page{number}" for number in range(6)]}
TREE = {"home": ["a", "b", "c"], "a": ["a1", "a2"], "b": ["b1"], "a1": ["deep"], "deep": ["deeper"]}
QUICK_SHOP = {"news": 1.0, "shop": 0.2, "home": 0.1, "item": 0.5}  # how long pages of LOOPS take
QUICK_NEWS = {"news": 0.3, "shop": 2.0, "home": 0.1, "item": 0.1}


class Web:
    """Plays get_links; a page takes 1 s.  delays: of other pages; errors: what pages raise."""

    def __init__(self, links, delays=None, errors=None):
        self.links, self.delays, self.errors = links, delays or {}, errors or {}
        self.asked, self.cancelled, self.running, self.peak = [], {}, 0, 0

    async def get_links(self, page):
        loop = asyncio.get_running_loop()
        begin = loop.time()
        self.asked.append(page)
        self.running += 1
        self.peak = max(self.peak, self.running)
        try:
            await asyncio.sleep(self.delays.get(page, 1.0))
        except asyncio.CancelledError:
            self.cancelled[page] = loop.time() - begin
            raise
        finally:
            self.running -= 1
        if page in self.errors:
            raise self.errors[page]
        return list(self.links.get(page, []))

    @property
    def pages(self):
        return set(self.links) | {link for links in self.links.values() for link in links}


@shared  # crawled once, however many checks look at it
async def crawled(submission, links, limit, timeout=10, delays=None, errors=None, **options):
    """Crawl a web; return the two sets, the web and the run; fail where two sets do not come back."""
    web = Web(links, delays, errors)
    run = await submission.run("crawl", web.get_links, "home", limit, timeout, **options)
    call = f"crawl() with limit={limit} and timeout={timeout:g}"
    if run.outcome == "deadlocked":
        fail(
            f"{call} never ended: after {seconds(run.elapsed)} all that was left of it waited.",
            "The work is over when no page is under way and none is waiting. Somebody has to notice that.",
        )
    if run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        said = f": {run.error.message}" if run.error.message else ""
        fail(f"{call} ended with {run.error.type}{where}{said}".rstrip(".") + ".")
    expect(run).finished()
    return (*two_sets(run.value), web, run)


def two_sets(value):
    """Return the two sets of an answer; fail if there are no such two."""
    shape = type(value) in (tuple, list) and len(value) == 2
    if not shape or not all(type(one) in (set, frozenset) for one in value):
        fail(
            f"crawl() returned {shown(value)}.",
            "Two sets are asked for: the pages that were visited, and the pages that failed.",
            expected="a tuple of two sets",
            actual=shown(value),
        )
    return value


def sets_are(visited, failed, good, bad, when):
    """Fail unless these pages were visited and those have failed; a failed one may be in both sets."""
    if set(failed) != bad:
        fail(
            f"{when}, {names(bad)} failed; the second set is {names(failed)}.",
            "The second set has the pages whose links did not come, and no others.",
            expected=names(bad),
            actual=names(failed),
        )
    if set(visited) - bad != good:
        fail(
            f"{when}, crawl() returned {names(visited)} as visited; links came for {names(good)}.",
            "Every page that can be reached is visited: also those behind links of links.",
            expected=names(good),
            actual=names(visited),
        )


def names(pages):
    return ", ".join(sorted(map(str, pages))) or "no page"


# ---- which pages ----------------------------------------------------------------------------


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_every_page_is_visited(submission):
    """All pages that can be reached are visited, also in circles, and crawl() comes to an end."""
    for links, limit, delays in ((TREE, 2, {}), (LOOPS, 4, QUICK_SHOP)):
        visited, failed, web, _ = await crawled(submission, links, limit, delays=delays)
        sets_are(visited, failed, web.pages, set(), f"In a web of {len(web.pages)} pages")


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_every_page_is_visited")
async def test_no_page_is_asked_for_twice(submission):
    """Every page is asked for exactly once, whichever of the pages that link to it is quicker."""
    for delays, options in ((QUICK_SHOP, {}), (QUICK_NEWS, {"set_order": "reversed"})):
        *_, web, _ = await crawled(submission, LOOPS, 4, delays=delays, **options)
        twice = sorted({page for page in web.asked if web.asked.count(page) > 1})
        if twice:
            fail(
                f"get_links({twice[0]!r}) was called {web.asked.count(twice[0])} times.",
                "Between the question whether a page is new and the note that it is taken, nobody "
                "else may come.",
                expected="1",
                actual=str(web.asked.count(twice[0])),
            )


# ---- how many at a time ---------------------------------------------------------------------


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_every_page_is_visited")
async def test_never_more_than_limit(submission):
    """At no moment do more than `limit` calls of get_links run."""
    for limit, links in ((3, FAN), (1, TREE), (2, TREE)):
        *_, web, _ = await crawled(submission, links, limit)
        expect(web.peak, "calls of get_links at the same time").is_at_most(
            limit,
            fact=f"With limit={limit}, {web.peak} calls of get_links ran at the same time.",
            advice="A place is taken before get_links begins, and given back when it has ended.",
        )


@pytest.mark.points(3)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_every_page_is_visited")
async def test_pages_are_visited_at_the_same_time(submission):
    """With a limit above 1, pages are visited at the same time."""
    *_, run = await crawled(submission, FAN, 3)
    expect(run).elapsed_at_most(
        6.5,
        fact=f"Seven pages take 1 s each; with limit=3, crawl() took {seconds(run.elapsed)}.",
        advice="While one page is under way, others can be, up to the limit.",
    )


# ---- what goes amiss ------------------------------------------------------------------------


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_every_page_is_visited")
async def test_a_page_that_fails_is_a_result(submission):
    """A page whose get_links raises is in the second set; the others are visited all the same."""
    three = {"a1": LookupError("x"), "b": OSError("unreachable"), "c": ValueError("no page")}
    for errors, when in (
        (three, "When three of the pages raise an exception"),
        ({"home": OSError("unreachable")}, "When the very first page raises OSError"),
    ):
        visited, failed, *_ = await crawled(submission, TREE, 2, errors=errors)
        bad = set(errors)
        sets_are(visited, failed, reachable(TREE, bad) - bad, bad, when)


def reachable(links, closed):
    """Return the pages that can be reached from home when these pages tell no links."""
    found, todo = set(), ["home"]
    while todo:
        page = todo.pop()
        if page not in found:
            found.add(page)
            todo += [] if page in closed else links.get(page, [])
    return found


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_every_page_is_visited")
async def test_a_page_that_hangs_is_given_up(submission):
    """A page that takes longer than timeout is cancelled and has failed; the others are visited."""
    bad = {"b", "c"}  # as many as there are places
    visited, failed, web, run = await crawled(submission, TREE, 2, 3, delays=dict.fromkeys(sorted(bad), LONG))
    expect(run).elapsed_at_most(
        60, fact=f"Two pages hang, and timeout is 3 s; crawl() took {seconds(run.elapsed)}."
    )
    sets_are(visited, failed, reachable(TREE, bad) - bad, bad, "When get_links('b') and get_links('c') hang")
    late = {page: after for page, after in web.cancelled.items() if after > 3.5}
    if late or bad - set(web.cancelled):
        page = min(late or bad - set(web.cancelled), key=str)
        when = f"was cancelled after {seconds(late[page])}" if late else "was not cancelled"
        fail(
            f"get_links({page!r}) hangs, and timeout is 3 s: it {when}.",
            "The time limit stands around the one call of get_links.",
        )
    if others := set(web.cancelled) - bad:
        fail(
            f"get_links({min(others, key=str)!r}) takes less than timeout; it was cancelled all the same.",
            "The time limit stands around the one call of get_links.",
        )


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_every_page_is_visited")
async def test_waiting_for_a_place_does_not_count(submission):
    """The timeout is for each call of get_links: not for the wait before it, and not for the whole crawl."""
    visited, failed, web, _ = await crawled(submission, FAN, 1, 1.5)
    if failed:
        fail(
            "With timeout=1.5 and limit=1, where each page takes 1 s, no page is too slow; "
            f"{names(failed)} came back as failed.",
            "The time limit begins when get_links begins.",
            expected="no page",
            actual=names(failed),
        )
    sets_are(visited, failed, web.pages, set(), "With timeout=1.5 and limit=1")


# ---- the end --------------------------------------------------------------------------------


@in_guest
async def crawl_and_look_around(module, get_links, limit, timeout):
    """Crawl; give what was cancelled a moment to end; count the tasks that are left."""
    value = await module.crawl(get_links, "home", limit, timeout)
    await asyncio.sleep(0.01)
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    return value, len(left)


@pytest.mark.points(1)
@pytest.mark.topic("tasks")
@pytest.mark.needs("test_every_page_is_visited")
async def test_nothing_is_left_running(submission):
    """When crawl() returns, none of its tasks and none of its calls is left running."""
    web = Web(TREE, delays={"b": LONG})
    run = await submission.run(crawl_and_look_around, web.get_links, 2, 3)
    if run.error is not None:
        fail(f"crawl() ended with {run.error.type}: {run.error.message}".rstrip(".") + ".")
    expect(run).finished()
    _, left = run.value
    if left:
        fail(
            f"crawl() had returned; {left} of its tasks {'was' if left == 1 else 'were'} still there.",
            "Whoever makes tasks waits for their end, or cancels them.",
            expected="0",
            actual=str(left),
        )
    if web.running:
        fail(f"crawl() had returned, and {web.running} calls of get_links were still running.")
