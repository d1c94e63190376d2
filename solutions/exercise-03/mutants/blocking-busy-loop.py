"""fetch_data looks at the clock until two seconds are over."""

import asyncio
import time

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    end = time.perf_counter() + 2.0
    while True:
        if time.perf_counter() >= end:
            return f"Found in {url}"


async def main():
    tasks = [asyncio.create_task(fetch_data(url)) for url in URLS]
    return await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main())
