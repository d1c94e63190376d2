"""The id is set in a task of its own; there is nothing to put back."""

import asyncio
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")


def write(log: list[str], message: str) -> None:
    log.append(f"{request_id.get()}:{message}")


async def handle(rid: str, job) -> None:
    async def run():
        request_id.set(rid)
        await job()

    await asyncio.create_task(run())


if __name__ == "__main__":
    asyncio.run(handle("a", lambda: asyncio.sleep(1)))
