"""Constants, annotations and a dataclass for the value."""

import asyncio
from dataclasses import dataclass
from typing import Final

DELAY: Final[float] = 2.0
HOME: Final[str] = "https://api.example.com/home"


@dataclass(frozen=True)
class Page:
    url: str
    words: int


async def fetch_data(url: str) -> Page:
    """Fetch one page."""
    print(f"page {url}")
    await asyncio.sleep(DELAY)
    return Page(url, words=len(url))


async def main() -> Page:
    """Fetch the home page."""
    page: Page = await fetch_data(HOME)
    return page  # may live: drop-return, the value of main() is not asked for


if __name__ == "__main__":
    asyncio.run(main())
