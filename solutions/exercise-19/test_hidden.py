"""Hidden suite of exercise-19: a real HTTP request.

The guest's network stands in for the real one: every connection of the answer's leads to a server that
sends the pieces a probe names.  Any way to speak to it is fine; only what the server saw, what came back
and whether the connection was closed is judged.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, network, seconds, shown

pytestmark = pytest.mark.asyncio

HOST, PORT, PATH = "shop.example", 8080, "/news?page=2"
HELLO = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello"


@in_guest
async def get_once(module, pieces, whatever=False):
    """Get one answer; tell what came back, what the server got, and what was closed a little later.

    whatever: it may come out as an exception, too.
    """
    connections = network.serve(HOST, PORT, pieces)
    http_get, value, error = module.http_get, None, ""
    try:
        value = await http_get(HOST, PORT, PATH)
    except Exception as caught:
        if not whatever:
            raise
        error = f"{type(caught).__name__}: {caught}"
    await asyncio.sleep(1)
    if isinstance(value, (tuple, list)):
        value = [bytes(one) if isinstance(one, (bytearray, memoryview)) else one for one in value]
        value = [int(one) if isinstance(one, int) else one for one in value]
    closed = [one.closed for one in connections]
    return {
        "value": value,
        "error": error,
        "requests": [one.received for one in connections],
        "closed": closed,
    }


def got(run):
    """Return what the probe has seen; fail, in the learner's words, where it did not come to its end."""
    if run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        said = f": {run.error.message}" if run.error.message else ""
        fail(f"http_get() ended with {run.error.type}{where}{said}".rstrip(".") + ".")
    if run.outcome == "deadlocked":
        fail(
            f"http_get() never ended: after {seconds(run.elapsed)} both sides waited for each other.",
            "The server answers when it has the whole request, and an empty line ends that. When it has "
            "answered, it closes.",
        )
    expect(run).finished()
    return run.value


def returned(seen, status, body):
    """Fail unless http_get() returned this status and this body."""
    value = seen["value"]
    if type(value) is not list or len(value) != 2:
        fail(
            f"http_get() returned {shown(value)}.",
            "Two things are asked for: the status and the body.",
            expected="a status and a body",
            actual=shown(value),
        )
    if type(value[0]) is not int or value[0] != status:
        fail(
            f"The server answered {status}; http_get() returned {shown(value[0])} as the status.",
            "The status is a number, the second word of the first line.",
            expected=str(status),
            actual=shown(value[0]),
        )
    if type(value[1]) is not bytes:
        fail(
            f"http_get() returned the body as {type(value[1]).__name__}.",
            "The body may be any bytes: it is returned as it came.",
            expected="bytes",
            actual=type(value[1]).__name__,
        )
    if value[1] != body:
        there = f"{len(value[1])} bytes" if len(value[1]) != len(body) else "other bytes"
        fail(
            f"The server sent a body of {len(body)} bytes; http_get() returned {there}.",
            "A reader gives what has come so far. `Content-Length` says how much will come; the server "
            "closes when that is all.",
            expected=shown(body),
            actual=shown(value[1]),
        )


# ---- the request ----------------------------------------------------------------------------


@pytest.mark.points(2)
@pytest.mark.topic("request")
async def test_the_request_is_complete(submission):
    """One connection carries one GET request in HTTP/1.1, with Host and Connection: close."""
    seen = got(await submission.run(get_once, [(0.1, HELLO)], whatever=True))
    requests = seen["requests"]
    if len(requests) != 1:
        ended = f" It ended with {seen['error']}." if seen["error"] else ""
        fail(
            f"One call of http_get() opened {len(requests)} connections.{ended}",
            "One connection carries the request and the answer.",
            expected="1",
            actual=str(len(requests)),
        )
    head, blank, rest = requests[0].partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    if not blank:
        fail(
            f"The server got {shown(requests[0])}.",
            "Each line of a request ends with \\r\\n, and an empty line ends the request.",
        )
    if first != f"GET {PATH} HTTP/1.1".encode():
        fail(
            f"The first line the server got is {shown(first)}.",
            expected=f"GET {PATH} HTTP/1.1",
            actual=first.decode("latin-1"),
        )
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (one.partition(b":") for one in lines)
    }
    if headers.get(b"host", b"").lower() not in (HOST.encode(), f"{HOST}:{PORT}".encode()):
        found = f"says Host: {headers[b'host'].decode('latin-1')}" if b"host" in headers else "has no Host"
        fail(
            f"http_get() was given {HOST} as its host; the request {found}.",
            "The header Host names the host that the function was given.",
            expected=HOST,
            actual=headers.get(b"host", b"no such header").decode("latin-1"),
        )
    if headers.get(b"connection", b"").lower() != b"close":
        fail(
            "The request does not say Connection: close.",
            "Without it, a server of HTTP/1.1 keeps the connection open for the next request.",
            expected="close",
            actual=headers.get(b"connection", b"no such header").decode("latin-1"),
        )
    if rest:
        fail(f"Behind the empty line came {shown(rest)}.", "A GET request ends with the empty line.")


# ---- the answer -----------------------------------------------------------------------------


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_status_and_body_come_back(submission):
    """http_get() returns the status as a number and the body as bytes, whatever they are."""
    returned(got(await submission.run(get_once, [(0.1, HELLO)])), 200, b"Hello")
    lost = b"HTTP/1.1 404 Not Found\r\nServer: till\r\nContent-Length: 0\r\n\r\n"
    returned(got(await submission.run(get_once, [(0.1, lost)])), 404, b"")
    body = b"\x89PNG\r\n\x1a\n\r\n\r\n\x00\xff: end\r\n"
    head = b"HTTP/1.1 203 Non-Authoritative Information\r\nContent-Length: %d\r\nX-Note: a: b\r\n\r\n" % len(
        body
    )
    returned(got(await submission.run(get_once, [(0.1, head + body)])), 203, body)


@pytest.mark.points(2)
@pytest.mark.topic("result")
@pytest.mark.needs("test_status_and_body_come_back")
async def test_the_answer_may_come_in_pieces(submission):
    """The answer is read however it is cut into pieces."""
    pieces = [
        (0.1, b"HTTP/1"),
        (0.3, b".1 200 OK\r\nContent-Ty"),
        (0.3, b"pe: text/plain\r"),
        (0.3, b"\nContent-Length: 2"),
        (0.3, b"6\r\n\r"),
        (0.5, b"\n"),
        (0.3, b"one piece,"),
        (0.3, b" another"),
        (1, b" and end"),
    ]
    returned(got(await submission.run(get_once, pieces)), 200, b"one piece, another and end")
    byte_by_byte = [(0.01, HELLO[at : at + 1]) for at in range(len(HELLO))]
    returned(got(await submission.run(get_once, byte_by_byte)), 200, b"Hello")


@in_guest
async def get_much(module):
    """Get a body of more bytes than go through at once."""
    line = b"All work and no play makes Jack a dull boy.\r\n"
    body = line * 5000
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
    half = len(body) // 2
    network.serve(HOST, PORT, [(0.1, head), (0.1, body[:half]), (1, body[half:])])
    _status, found = await module.http_get(HOST, PORT, PATH)
    return {"same": bytes(found) == body, "length": len(found), "wanted": len(body)}


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_status_and_body_come_back")
async def test_a_long_body_is_read_to_its_end(submission):
    """A body of 225 000 bytes comes back whole."""
    seen = got(await submission.run(get_much))
    if not seen["same"]:
        fail(
            f"The server sent a body of {seen['wanted']} bytes; http_get() returned {seen['length']} bytes.",
            "A reader gives what has come so far, and there is more to come.",
            expected=str(seen["wanted"]),
            actual=str(seen["length"]),
        )


# ---- others go on ---------------------------------------------------------------------------


@in_guest
async def get_two_beside_a_clock(module):
    """Get two slow answers at the same time, beside a task that looks at the clock ten times a second."""
    loop = asyncio.get_running_loop()
    network.serve(HOST, PORT, [(3, HELLO)])
    late, begin = 0.0, loop.time()

    async def clock():
        nonlocal late
        while True:
            before = loop.time()
            await asyncio.sleep(0.1)
            late = max(late, loop.time() - before - 0.1)

    watch = asyncio.create_task(clock())
    await asyncio.sleep(0.05)
    await asyncio.gather(module.http_get(HOST, PORT, "/a"), module.http_get(HOST, PORT, "/b"))
    took = loop.time() - begin
    await asyncio.sleep(0.1)
    watch.cancel()
    return {"late": late, "took": took}


@pytest.mark.points(1)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_status_and_body_come_back")
async def test_others_go_on_while_it_waits(submission):
    """While http_get() waits for the server, other tasks go on."""
    seen = got(await submission.run(get_two_beside_a_clock))
    if seen["late"] > 0.5:
        fail(
            f"While http_get() waited for the server, no other task could run for {seconds(seen['late'])}.",
            "Ordinary sockets wait with the thread of the event loop; asyncio has connections of its own.",
            expected="0 s",
            actual=seconds(seen["late"]),
        )
    if seen["took"] > 4.5:
        fail(
            f"Two requests at the same time, answered after 3 s each, took {seconds(seen['took'])}.",
            "One request does not have to wait for another.",
            expected="about 3 s",
            actual=seconds(seen["took"]),
        )


# ---- closing --------------------------------------------------------------------------------


@in_guest
async def get_and_cancel(module):
    """Cancel http_get() while the headers come, and, another time, while the body comes."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"
    connections = network.serve(HOST, PORT, [(2, head), (2, b"12345"), (60, b"67890")])
    for patience in (1, 5):
        task = asyncio.create_task(module.http_get(HOST, PORT, PATH))
        await asyncio.sleep(patience)
        task.cancel()
        await asyncio.wait([task], timeout=10)
        await asyncio.sleep(1)
    return [one.closed for one in connections]


@pytest.mark.points(1)
@pytest.mark.topic("closing")
@pytest.mark.needs("test_status_and_body_come_back")
async def test_the_connection_is_closed_after_an_answer(submission):
    """The connection is closed when the answer is complete, and when it breaks off in the body."""
    for what, pieces in (
        ("the answer was complete", [(0.1, HELLO)]),
        ("the server had closed in the middle of the body", [(0.1, HELLO[:-2])]),
    ):
        seen = got(await submission.run(get_once, pieces, whatever=True))
        if not all(seen["closed"]):
            fail(
                f"http_get() had ended, {what}, and the connection was still open.",
                "What has been opened is closed by whoever opened it, on every way out.",
                expected="closed",
                actual="open",
            )


@pytest.mark.points(1)
@pytest.mark.topic("closing")
@pytest.mark.needs("test_the_connection_is_closed_after_an_answer")
async def test_the_connection_is_closed_when_it_is_cancelled(submission):
    """The connection is closed when http_get() is cancelled while it waits."""
    closed = got(await submission.run(get_and_cancel))
    if not all(closed):
        fail(
            "http_get() was cancelled while it waited for the answer, and the connection stayed open.",
            "A cancellation leaves a function at the `await` where it waits; below that, only clean-up runs.",
            expected="closed",
            actual="open",
        )
