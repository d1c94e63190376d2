"""The values are returned in the order in which they arrive."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    replies = []
    for nearest in asyncio.as_completed([asyncio.create_task(fetch_data(url)) for url in URLS]):
        replies.append(await nearest)
    return replies


if __name__ == "__main__":
    asyncio.run(main())
