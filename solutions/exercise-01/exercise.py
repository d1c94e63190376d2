"""exercise-01: a coroutine that waits."""

import asyncio


async def fetch_data(url: str) -> str:
    """Print a line that names url, wait two seconds, return a value that names url."""
    print(f"Fetching {url}")
    await asyncio.sleep(2)
    return f"Data from {url}"


async def main() -> str:
    """Await one fetch_data."""
    return await fetch_data(
        "https://api.example.com/data1"
    )  # may live: drop-return, the value of main() is not asked for


if __name__ == "__main__":
    print(asyncio.run(main()))
