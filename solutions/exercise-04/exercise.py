"""exercise-04: who runs when."""

# may live: return-exceptions, the contract says nothing of errors

import asyncio
from collections.abc import Coroutine
from typing import Any


async def observe(coro: Coroutine[Any, Any, object]) -> tuple[bool, bool, bool, object]:
    """Make a task of coro; return whether it is done at three moments, and its result."""
    task = asyncio.create_task(coro)
    created = task.done()
    await asyncio.sleep(0)
    one_turn_later = task.done()
    result = await task
    return created, one_turn_later, task.done(), result


async def worker(name: str, n: int, log: list[str]) -> None:
    """n times: append f"{name}{i}" to log, then let the other tasks have a turn."""
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)


async def main() -> list[str]:
    """Run worker("A", 3, log) and worker("B", 3, log) concurrently; return log."""
    log: list[str] = []
    await asyncio.gather(worker("A", 3, log), worker("B", 3, log))
    return log


if __name__ == "__main__":
    print(asyncio.run(main()))
