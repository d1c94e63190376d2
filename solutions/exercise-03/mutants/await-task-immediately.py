"""Each task is awaited before the next one is created."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    found = []
    for url in URLS:
        task = asyncio.create_task(fetch_data(url))
        found.append(await task)
    return found


if __name__ == "__main__":
    asyncio.run(main())
