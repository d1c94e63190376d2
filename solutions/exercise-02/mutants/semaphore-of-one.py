"""A semaphore lets one fetch in at a time."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


gate = asyncio.Semaphore(1)


async def fetch_data(url):
    async with gate:
        print(f"Calling {url}")
        await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    return await asyncio.gather(*[fetch_data(url) for url in URLS])


if __name__ == "__main__":
    asyncio.run(main())
