"""fetch_data prints what it found and returns nothing, as in the chapter."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    print(f"Found in {url}")


async def main():
    tasks = [asyncio.create_task(fetch_data(url)) for url in URLS]
    return await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main())
