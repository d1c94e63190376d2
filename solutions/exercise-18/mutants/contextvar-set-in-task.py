"""The id is set in a task of its own, and the job does not see it."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")


def write(log, message):
    log.append(f"{request_id.get()}:{message}")


async def enter(rid):
    request_id.set(rid)


async def handle(rid, job):
    await asyncio.create_task(enter(rid))
    await job()


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
