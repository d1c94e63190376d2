"""The id is set, and never put back."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")


def write(log, message):
    log.append(f"{request_id.get()}:{message}")


async def handle(rid, job):
    request_id.set(rid)
    await job()


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
