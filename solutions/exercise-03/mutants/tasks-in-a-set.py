"""The tasks are kept in a set."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    tasks = set()
    for url in URLS:
        tasks.add(asyncio.create_task(fetch_data(url)))
    return [await task for task in tasks]


if __name__ == "__main__":
    asyncio.run(main())
