"""Hidden suite of exercise-20: a crawler.

The host plays a web: pages that take their time, that fail, that hang, that link to themselves and in
circles.  It counts who asks for what, and how many at a time.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, seconds, shown

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


class Web:
    """Plays get_links.  delays: of single pages; errors: what pages raise."""

    def __init__(self, links, delay=1.0, delays=None, errors=None):
        self.links, self.delay, self.delays, self.errors = links, delay, delays or {}, errors or {}
        self.asked, self.cancelled, self.running, self.peak = [], {}, 0, 0

    async def get_links(self, page):
        loop = asyncio.get_running_loop()
        begin = loop.time()
        self.asked.append(page)
        self.running += 1
        self.peak = max(self.peak, self.running)
        try:
            await asyncio.sleep(self.delays.get(page, self.delay))
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


async def crawled(submission, web, limit, timeout, **options):
    """Crawl a web, and return the two sets; fail where crawl() does not come back with two sets."""
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
    return (*two_sets(run.value), run)


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


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_every_page_is_visited(submission):
    """All pages that can be reached are visited, also in circles, and crawl() comes to an end."""
    for links in (TREE, LOOPS):
        web = Web(links)
        visited, failed, _ = await crawled(submission, web, 2, 10)
        sets_are(visited, failed, web.pages, set(), f"In a web of {len(web.pages)} pages")
    web = Web({"home": []})
    visited, failed, _ = await crawled(submission, web, 3, 10)
    sets_are(visited, failed, {"home"}, set(), "In a web of one page without links")


@pytest.mark.points(2)
@pytest.mark.topic("result")
@pytest.mark.needs("test_every_page_is_visited")
async def test_no_page_is_asked_for_twice(submission):
    """Every page is asked for exactly once, whichever of the pages that link to it is quicker."""
    quick_shop = {"news": 1.0, "shop": 0.2, "home": 0.1, "item": 0.5}
    quick_news = {"news": 0.3, "shop": 2.0, "home": 0.1, "item": 0.1}
    for delays in ({}, quick_shop, quick_news):
        for order in ("created", "reversed"):
            web = Web(LOOPS, delays=delays)
            await crawled(submission, web, 4, 10, set_order=order)
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
        web = Web(links)
        await crawled(submission, web, limit, 10)
        expect(web.peak, "calls of get_links at the same time").is_at_most(
            limit,
            fact=f"With limit={limit}, {web.peak} calls of get_links ran at the same time.",
            advice="A place is taken before get_links begins, and given back when it has ended.",
        )


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_every_page_is_visited")
async def test_pages_are_visited_at_the_same_time(submission):
    """With a limit above 1, pages are visited at the same time."""
    web = Web(FAN)
    *_, run = await crawled(submission, web, 3, 10)
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
    for page, error in (
        ("a", ValueError("no page")),
        ("b", OSError("unreachable")),
        ("a1", LookupError("x")),
    ):
        web = Web(TREE, errors={page: error}, delays={page: 0.5})
        reached = reachable(TREE, {page})
        visited, failed, _ = await crawled(submission, web, 2, 10)
        sets_are(
            visited,
            failed,
            reached - {page},
            {page},
            f"When get_links({page!r}) raises {type(error).__name__}",
        )
    bad = {"page0", "page1", "page2", "page3"}
    web = Web(FAN, errors={page: OSError("unreachable") for page in bad})
    visited, failed, _ = await crawled(submission, web, 2, 10)
    sets_are(visited, failed, web.pages - bad, bad, "When four pages of seven raise OSError")
    web = Web({"home": ["a"]}, errors={"home": OSError("unreachable")})
    visited, failed, _ = await crawled(submission, web, 2, 10)
    sets_are(visited, failed, set(), {"home"}, "When the very first page raises OSError")


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
    web = Web(TREE, delays={"a": LONG, "b1": LONG})
    visited, failed, run = await crawled(submission, web, 2, 3)
    expect(run).elapsed_at_most(
        60, fact=f"Two pages hang, and timeout is 3 s; crawl() took {seconds(run.elapsed)}."
    )
    sets_are(visited, failed, {"home", "b", "c"}, {"a", "b1"}, "When get_links('a') and get_links('b1') hang")
    bad = {"page0", "page1", "page2"}
    fan = Web(FAN, delays=dict.fromkeys(bad, LONG))
    answer = await crawled(submission, fan, 2, 3)
    sets_are(answer[0], answer[1], fan.pages - bad, bad, "When three pages of seven hang")
    late = {page: after for page, after in web.cancelled.items() if after > 3.5}
    if late or set(web.cancelled) != {"a", "b1"}:
        page = next(iter(late or {"a", "b1"} - set(web.cancelled)))
        when = f"was cancelled after {seconds(late[page])}" if late else "was not cancelled"
        fail(
            f"get_links({page!r}) hangs, and timeout is 3 s: it {when}.",
            "The time limit stands around the one call of get_links.",
        )


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_every_page_is_visited")
async def test_waiting_for_a_place_does_not_count(submission):
    """The timeout is for each call of get_links: not for the wait before it, and not for the whole crawl."""
    for links, limit in ((FAN, 1), (FAN, 2), (TREE, 1)):
        web = Web(links)
        visited, failed, _ = await crawled(submission, web, limit, 1.5)
        when = f"With timeout=1.5 and limit={limit}, where each page takes 1 s, no page"
        if failed:
            fail(
                f"{when} is too slow; {names(failed)} came back as failed.",
                "The time limit begins when get_links begins.",
                expected="no page",
                actual=names(failed),
            )
        sets_are(visited, failed, web.pages, set(), f"With timeout=1.5 and limit={limit}")


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
    for delays, timeout in (({}, 10), ({"b": LONG}, 3)):
        web = Web(TREE, delays=delays)
        run = await submission.run(crawl_and_look_around, web.get_links, 2, timeout)
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
