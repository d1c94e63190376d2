"""exercise-01: a coroutine that waits.  README.md says what is asked for."""

import asyncio


async def fetch_data(url: str):
    """Print a line that names url, wait two seconds, return a value that names url."""
    # TODO


async def main():
    """Await one fetch_data."""
    # TODO


if __name__ == "__main__":
    asyncio.run(main())
