"""The items of as_completed are returned as they are."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    return list(asyncio.as_completed([fetch_data(url) for url in URLS]))


if __name__ == "__main__":
    asyncio.run(main())
