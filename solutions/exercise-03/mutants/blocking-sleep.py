"""fetch_data sleeps with time.sleep."""

import asyncio
from time import sleep

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    sleep(2)
    return f"Found in {url}"


async def main():
    tasks = [asyncio.create_task(fetch_data(url)) for url in URLS]
    return await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main())
