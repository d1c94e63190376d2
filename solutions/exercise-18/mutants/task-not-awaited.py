"""The job gets a task, and handle is over before it."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")


def write(log, message):
    log.append(f"{request_id.get()}:{message}")


async def handle(rid, job):
    token = request_id.set(rid)
    try:
        asyncio.create_task(job())
    finally:
        request_id.reset(token)


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
