"""Threads with an event loop in each take the place of tasks."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda url: asyncio.run(fetch_data(url)), URLS))


if __name__ == "__main__":
    asyncio.run(main())
