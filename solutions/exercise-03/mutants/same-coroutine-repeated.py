"""Three tasks are made of one coroutine object."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    search = fetch_data(URLS[0])
    tasks = [asyncio.create_task(search) for _ in URLS]
    return await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main())
