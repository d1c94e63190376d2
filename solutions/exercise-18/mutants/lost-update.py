"""A global variable in place of the context's: the requests overwrite each other's id."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")
current = None


def write(log, message):
    log.append(f"{current or request_id.get()}:{message}")


async def handle(rid, job):
    global current
    old = current
    current = rid
    try:
        await job()
    finally:
        current = old


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
