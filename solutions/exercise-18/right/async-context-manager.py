"""A small context manager sets and resets."""

import asyncio
from contextlib import contextmanager
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")


@contextmanager
def request(rid):
    token = request_id.set(rid)
    try:
        yield
    finally:
        request_id.reset(token)


def write(log, message):
    log.append(":".join((request_id.get(), message)))


async def handle(rid, job):
    with request(rid):
        await job()


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
