"""A list of coroutine objects is awaited one by one."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    tasks = [fetch_data(url) for url in URLS]
    replies = []
    for task in tasks:
        replies.append(await task)
    return replies


if __name__ == "__main__":
    asyncio.run(main())
