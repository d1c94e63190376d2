"""exercise-04: who runs when.  README.md says what is asked for."""

import asyncio
from collections.abc import Coroutine


async def observe(coro: Coroutine) -> tuple[bool, bool, bool, object]:
    """Make a task of coro; return whether it is done at three moments, and its result."""
    # TODO


async def worker(name: str, n: int, log: list[str]) -> None:
    """n times: append f"{name}{i}" to log, then let the other tasks have a turn."""
    # TODO


async def main() -> list[str]:
    """Run worker("A", 3, log) and worker("B", 3, log) concurrently; return log."""
    # TODO


if __name__ == "__main__":
    print(asyncio.run(main()))
