"""A TaskGroup runs the job; errors are taken out of their group."""

import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")


def write(log, message):
    log.append(f"{request_id.get()}:{message}")


async def handle(rid, job):
    token = request_id.set(rid)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job())
    except ExceptionGroup as errors:  # may live: catch-more catch-less, nothing but a group comes, and it may come out as one
        raise errors.exceptions[0] from None
    finally:
        request_id.reset(token)


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
