"""An exit stack keeps the reset; no default in the variable, but a value set at module level."""

import asyncio
from contextlib import ExitStack
from contextvars import ContextVar

request_id = ContextVar("request_id")
request_id.set("-")


def write(log, message):
    log.append(f"{request_id.get()}:{message}")


async def handle(rid, job):
    with ExitStack() as stack:
        stack.callback(request_id.reset, request_id.set(rid))
        awaitable = job()
        await awaitable


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
