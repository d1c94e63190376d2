"""The last task is awaited, the others are taken to be done as well."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    first, second, third = (asyncio.create_task(fetch_data(url)) for url in URLS)
    last = await third
    return [first.result(), second.result(), last]


if __name__ == "__main__":
    asyncio.run(main())
