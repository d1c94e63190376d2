"""Hidden suite of exercise-14: your own async context manager.

The probes use connect() as a learner would.  Nothing is asked about what it is: a class, a function with
@asynccontextmanager, or anything else that gives something `async with` can enter.
"""

import asyncio
import itertools

import pytest

from grader.suite import expect, fail, in_guest, seconds, shown

pytestmark = pytest.mark.asyncio

URL = "https://api.example.com"
HERE = "async with connect(url, log)"
BOTH = [f"open {URL}", f"close {URL}"]


@in_guest
async def open_and_close(module, url):
    """Enter and leave; return the log."""
    log = []
    async with module.connect(url, log):
        pass
    return log


@in_guest
async def get_each(module, url, paths):
    """Return what get() gives for each path."""
    async with module.connect(url, []) as conn:
        return [await conn.get(path) for path in paths]


@in_guest
async def watch(module, url):
    """Return how long opening, get() and closing took, and the log before, in and after each wait."""
    loop = asyncio.get_running_loop()
    log, seen, moments = [], [], [loop.time()]
    loop.call_later(0.25, lambda: seen.append(list(log)))
    async with module.connect(url, log) as conn:
        moments.append(loop.time())
        seen.append(list(log))
        await conn.get("data1")
        moments.append(loop.time())
        loop.call_later(0.25, lambda: seen.append(list(log)))
    moments.append(loop.time())
    seen.append(list(log))
    await asyncio.sleep(0.25)
    return [[later - earlier for earlier, later in itertools.pairwise(moments)], seen]


@in_guest
async def get_after_the_block(module, url, error):
    """Call get() when the block has been left; return what it gave, or what it raised."""
    conn = None
    try:
        async with module.connect(url, []) as conn:
            if error:
                raise ValueError("no such page")
    except Exception:
        pass  # what comes out is for another check
    try:
        value = await conn.get("data1")
    except RuntimeError:
        return "RuntimeError"
    except Exception as raised:
        return f"{type(raised).__name__}: {raised}"
    return [value]


@in_guest
async def raise_in_the_block(module, url):
    """Raise an error in the block; return the log and what came out."""
    log = []
    try:
        async with module.connect(url, log):
            raise ValueError("no such page")
    except Exception as error:
        return [log, f"{type(error).__name__}: {error}"]
    return [log, "nothing"]


@in_guest
async def cancel(module, url, after):
    """Cancel the task that has the block; return the log, how the task ended, and what get() gave."""
    log = []

    async def use():
        async with module.connect(url, log):
            await asyncio.sleep(10)

    task = asyncio.create_task(use())
    await asyncio.sleep(after)
    task.cancel()
    await asyncio.wait([task], timeout=20)
    if not task.done():
        return [log, "has not ended"]
    if task.cancelled():
        return [log, "ended as cancelled"]
    return [
        log,
        f"ended with {task.exception()!r}" if task.exception() else "ended as if nothing had happened",
    ]


@in_guest
async def two_at_once(module, first, second):
    """Use two connections in two tasks; return what each got, its log, and when both had ended."""
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def use(url):
        log = []
        async with module.connect(url, log) as conn:
            got = await conn.get("data1")
        return [got, log]

    both = await asyncio.gather(use(first), use(second))
    return [both, loop.time() - began]


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_it_opens_and_closes(submission):
    """async with opens the connection and closes it: log has both lines."""
    run = await submission.run(open_and_close, URL)
    advice = "`async with` awaits `__aenter__` before its block, and `__aexit__` when the block is left."
    expect(run, HERE, advice).finished()
    expect(run.value).equals(
        BOTH,
        fact=f"After {HERE}, log is {shown(run.value)}.",
        advice='Opening appends "open" and the url, leaving the block appends "close" and the url.',
    )


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_it_opens_and_closes")
async def test_get_gives_url_and_path(submission):
    """await conn.get(path) returns the url and the path, with a colon between them."""
    run = await submission.run(get_each, URL, ["data1", "data2"])
    expect(run, "await conn.get(path)").finished(
        advice="The name after `as` stands for what `__aenter__` returns, or what is yielded."
    )
    wanted = [f"{URL}:data1", f"{URL}:data2"]
    if type(run.value) is not list or len(run.value) != len(wanted):
        fail(
            "The block that awaits conn.get(path) twice was left before its end, and no error came out.",
            "An error in the block goes on to whoever wrote the block; `__aexit__` only closes.",
        )
    if run.value != wanted:
        pairs = zip(("data1", "data2"), run.value, wanted, strict=True)
        path, got, right = next(one for one in pairs if one[1] != one[2])
        fail(
            f"await conn.get({path!r}) gave {shown(got)}.",
            "The url and the path, with a colon between them, are what get() returns.",
            expected=shown(right),
            actual=shown(got),
        )


@pytest.mark.points(2)
@pytest.mark.topic("await")
@pytest.mark.needs("test_it_opens_and_closes", "test_get_gives_url_and_path")
async def test_it_waits_and_then_writes(submission):
    """Opening, get() and leaving each wait 0.5 s; the lines are written after the wait."""
    run = await submission.run(watch, URL)
    expect(run, HERE).finished()
    for what, took in zip(("Opening", "get()", "Leaving the block"), run.value[0], strict=True):
        if not 0.4 <= took <= 0.6:
            fail(
                f"{what} took {seconds(took)}.",
                "Each of the three waits half a second, with a sleep that is awaited.",
                expected=seconds(0.5),
                actual=seconds(took),
            )
    opening, _, closing, _ = run.value[1]
    if opening:
        fail(
            f"0.25 s after the opening began, log was {shown(opening)} already.",
            "First the wait, then the line: it says that the connection is open.",
        )
    if closing != BOTH[:1]:
        fail(
            f"0.25 s after the block was left, log was {shown(closing)}.",
            "First the wait, then the line: it says that the connection is closed.",
            expected=shown(BOTH[:1]),
            actual=shown(closing),
        )


@pytest.mark.points(1)
@pytest.mark.topic("await")
@pytest.mark.needs("test_it_opens_and_closes", "test_get_gives_url_and_path")
async def test_two_connections_at_the_same_time(submission):
    """Two connections are open at the same time, each with its own url and log."""
    urls = ["https://one.example.com", "https://two.example.com"]
    run = await submission.run(two_at_once, *urls)
    expect(run, "Two blocks in two tasks").finished()
    both, took = run.value
    for url, (got, log) in zip(urls, both, strict=True):
        wanted = [f"{url}:data1", [f"open {url}", f"close {url}"]]
        if [got, log] != wanted:
            fail(
                f"Beside another connection, {url} gave {shown(got)}, and its log is {shown(log)}.",
                "What belongs to one connection is kept in that one.",
                expected=shown(wanted),
                actual=shown([got, log]),
            )
    blocked = run.trace.total_blocked
    if took > 2 or blocked > 0.1:
        fail(
            f"Two connections at the same time took {seconds(took)}; "
            f"for {seconds(blocked)} of it nothing else could run.",
            "While one connection waits, other tasks run: that needs waits the event loop knows of.",
            expected=seconds(1.5),
            actual=seconds(took),
        )


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_it_opens_and_closes", "test_get_gives_url_and_path")
async def test_get_after_the_block_raises(submission):
    """After the block, await conn.get(path) raises RuntimeError."""
    for error in (False, True):
        run = await submission.run(get_after_the_block, URL, error)
        left = "left by an error" if error else "left"
        expect(run, f"get() after the block was {left}").finished()
        if run.value != "RuntimeError":
            gave = f"gave {shown(run.value[0])}" if type(run.value) is list else f"ended with {run.value}"
            fail(
                f"After the block was {left}, conn.get('data1') {gave}.",
                "A closed connection gives no data: it has to know that it is closed, and say so.",
                expected="RuntimeError",
                actual=gave,
            )


@pytest.mark.points(2)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_it_opens_and_closes")
async def test_an_error_in_the_block(submission):
    """When the block raises, the connection is closed and the error comes out."""
    run = await submission.run(raise_in_the_block, URL)
    expect(run, HERE).finished()
    log, came = run.value
    if log != BOTH:
        fail(
            f"The block raised ValueError; afterwards log is {shown(log)}.",
            "What closes has to run also when the block ends with an error.",
            expected=shown(BOTH),
            actual=shown(log),
        )
    if came != "ValueError: no such page":
        fail(
            f"The block raised ValueError('no such page'); what came out of {HERE} was {came}.",
            "The error belongs to whoever wrote the block. After closing, it goes on its way.",
            expected="ValueError: no such page",
            actual=came,
        )


@pytest.mark.points(2)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_it_opens_and_closes")
async def test_a_cancellation(submission):
    """Cancelled in the block, it closes; cancelled while opening, it is not open. It ends as cancelled."""
    for after, where, wanted in ((3, "in its block", BOTH), (0.25, "while the connection opened", [])):
        run = await submission.run(cancel, URL, after)
        expect(run, HERE).finished()
        log, how = run.value
        if after == 3 and log != wanted:
            fail(
                f"The task was cancelled {where}; afterwards log is {shown(log)}.",
                "A cancellation is an error that arises at an await. What closes has to run then, too.",
                expected=shown(wanted),
                actual=shown(log),
            )
        if BOTH[0] in log and BOTH[0] not in wanted:
            fail(
                f"The task was cancelled {where}; log is {shown(log)}.",
                "The line says that the connection is open. It is not, when the wait was cut short.",
            )
        if how != "ended as cancelled":
            fail(
                f"The task was cancelled {where}, and {how}.",
                "CancelledError tells whoever cancelled that the task has stopped. Nothing keeps it back.",
                expected="ended as cancelled",
                actual=how,
            )
