"""The id is set while the task is made, and reset before it is awaited."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")


def write(log, message):
    log.append(f"{request_id.get()}:{message}")


async def handle(rid, job):
    token = request_id.set(rid)
    task = asyncio.create_task(job())
    request_id.reset(token)
    await task


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
