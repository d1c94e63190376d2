"""exercise-02: three at once.  README.md says what is asked for."""

import asyncio


async def fetch_data(url: str):
    """Print a line that names url, wait two seconds, return a value that names url."""
    # TODO


async def main() -> list:
    """Fetch data1, data2 and data3 at the same time; return the three values in that order."""
    # TODO


if __name__ == "__main__":
    print(asyncio.run(main()))
