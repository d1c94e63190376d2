"""exercise-17: background tasks."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Background:
    """Runs coroutines that nobody awaits."""

    def __init__(self, on_error: Callable[[BaseException], object]) -> None:
        """Remember the function to call with the exception of whatever fails."""
        self._on_error = on_error
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, coro: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start coro in the background; keep it alive until done; call on_error(exc) if it fails."""
        task = asyncio.create_task(coro)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)  # may live: drop-signal, a task that is done may be kept
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(error)

    async def aclose(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def main() -> None:
    """Try it: one piece of work ends, one fails, one is cancelled."""
    background = Background(on_error=lambda error: print("failed:", error))

    async def work(name: str, seconds: float) -> None:
        try:
            await asyncio.sleep(seconds)
            if name == "milk":
                raise RuntimeError("boiled over")
        finally:
            print("the end of", name)

    background.spawn(work("tea", 1))
    background.spawn(work("milk", 2))
    background.spawn(work("soup", 3600))
    await asyncio.sleep(3)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())
