"""The fetches append to one list as they end."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    replies = []

    async def call(url):
        replies.append(await fetch_data(url))

    await asyncio.gather(*[call(url) for url in URLS])
    return replies


if __name__ == "__main__":
    asyncio.run(main())
