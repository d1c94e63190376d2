"""The tasks append to one list as they end."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


found = []


async def look(url):
    found.append(await fetch_data(url))


async def main():
    found.clear()
    tasks = [asyncio.create_task(look(url)) for url in URLS]
    for task in tasks:
        await task
    return found


if __name__ == "__main__":
    asyncio.run(main())
