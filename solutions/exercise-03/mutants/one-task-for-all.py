"""One task goes through all urls in turn."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def look_everywhere():
    return [await fetch_data(url) for url in URLS]


async def main():
    search = asyncio.create_task(look_everywhere())
    return await search


if __name__ == "__main__":
    asyncio.run(main())
