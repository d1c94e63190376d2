"""exercise-18: context that follows the task."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")


def write(log: list[str], message: str) -> None:
    """Append "{id}:{message}" with the id of the request in whose context this runs."""
    log.append(f"{request_id.get()}:{message}")


async def handle(rid: str, job: Callable[[], Awaitable[object]]) -> None:
    """Set request_id to rid, await job(), and afterwards put the old value back."""
    token = request_id.set(rid)
    try:
        await job()
    finally:
        request_id.reset(token)


async def main() -> None:
    """Try it: two requests at the same time."""
    log: list[str] = []

    async def job() -> None:
        write(log, "begins")
        await asyncio.sleep(1)
        write(log, "ends")

    await asyncio.gather(handle("a", job), handle("b", job))
    write(log, "over")
    print(log)


if __name__ == "__main__":
    asyncio.run(main())
