"""The third task is created when the first two are done."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    one = asyncio.create_task(fetch_data(URLS[0]))
    two = asyncio.create_task(fetch_data(URLS[1]))
    found = [await one, await two]
    three = asyncio.create_task(fetch_data(URLS[2]))
    found.append(await three)
    return found


if __name__ == "__main__":
    asyncio.run(main())
