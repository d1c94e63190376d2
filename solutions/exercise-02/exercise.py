"""exercise-02: three at once."""

# may live: return-exceptions, the contract says nothing of errors

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url: str) -> str:
    """Print a line that names url, wait two seconds, return a value that names url."""
    print(f"Fetching {url}")
    await asyncio.sleep(2)
    return f"Data from {url}"


async def main() -> list[str]:
    """Fetch the three urls at the same time; return their values in order."""
    return await asyncio.gather(*[fetch_data(url) for url in URLS])


if __name__ == "__main__":
    print(asyncio.run(main()))
