"""exercise-11: producer and consumers."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

# may live: other-room, a queue that holds all items, filled before the work begins, is right as well
# may live: drop-finally, return-exceptions, nothing is checked about a handle that fails


async def run_pipeline(
    items: Iterable[Any], handle: Callable[[Any], Awaitable[Any]], workers: int
) -> list[Any]:
    """Have the items handled by so many workers; return the handled values in the order of items."""
    queue: asyncio.Queue[tuple[int, Any] | None] = asyncio.Queue(maxsize=workers)
    handled: dict[int, Any] = {}

    async def worker() -> None:
        while (job := await queue.get()) is not None:
            index, item = job
            handled[index] = await handle(item)

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(worker())
        for job in enumerate(items):
            await queue.put(job)
        for _ in range(workers):  # may live: one-too-many, an end mark may be left over
            await queue.put(None)
    return [handled[index] for index in sorted(handled)]


if __name__ == "__main__":

    async def pretend_handle(item: Any) -> str:
        """Stand in for real work, to try things out."""
        print(f"{item} is taken")
        await asyncio.sleep(1)
        print(f"{item} is done")
        return f"handled {item}"

    print(asyncio.run(run_pipeline(["item1", "item2", "item3", "item4", "item5"], pretend_handle, 2)))
