"""exercise-17: background tasks.  README.md says what is asked for."""

import asyncio


class Background:
    """Runs coroutines that nobody awaits."""

    def __init__(self, on_error) -> None:
        """Remember the function to call with the exception of whatever fails."""
        # TODO

    def spawn(self, coro) -> asyncio.Task:
        """Start coro in the background; keep it alive until done; call on_error(exc) if it fails."""
        # TODO

    async def aclose(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        # TODO


async def main() -> None:
    """Try it: what is done in here is not looked at."""
    # TODO


if __name__ == "__main__":
    asyncio.run(main())
