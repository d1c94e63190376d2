"""fetch_data calls asyncio.sleep and does not await it."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    tasks = [asyncio.create_task(fetch_data(url)) for url in URLS]
    return await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main())
