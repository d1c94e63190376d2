"""Both the call of job and the making of its task happen inside a copy of the context."""

import asyncio
import contextvars

request_id = contextvars.ContextVar("request_id", default="-")


def write(log, message):
    log.append(f"{request_id.get('-')}:{message}")


def start(rid, job):
    request_id.set(rid)
    return asyncio.ensure_future(job())


async def handle(rid, job):
    await contextvars.copy_context().run(start, rid, job)


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
