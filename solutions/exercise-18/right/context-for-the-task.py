"""A copy of the context gets the id, and is given to the task."""

import asyncio
import contextvars

request_id = contextvars.ContextVar("request_id", default="-")


def write(log, message):
    log += [f"{request_id.get()}:{message}"]


async def handle(rid, job):
    context = contextvars.copy_context()
    context.run(request_id.set, rid)
    await asyncio.create_task(job(), context=context)


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
