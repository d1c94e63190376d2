"""write is an async function: calling it writes nothing."""

import asyncio
import contextvars

request_id = contextvars.ContextVar("request_id", default="-")


async def write(log, message):
    log.append("%s:%s" % (request_id.get(), message))


async def handle(rid, job):
    old = request_id.get()
    request_id.set(rid)
    try:
        return await job()
    finally:
        request_id.set(old)


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
