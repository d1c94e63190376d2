"""The values are returned in a dict."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    replies = await asyncio.gather(*[fetch_data(url) for url in URLS])
    return dict(zip(URLS, replies))


if __name__ == "__main__":
    asyncio.run(main())
