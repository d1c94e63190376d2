"""A global id, made safe by a lock that lets one request in at a time."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")
lock = asyncio.Lock()


def write(log, message):
    log.append(f"{request_id.get()}:{message}")


async def handle(rid, job):
    async with lock:
        token = request_id.set(rid)
        try:
            await job()
        finally:
            request_id.reset(token)


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
