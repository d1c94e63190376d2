"""gather is called and its future never awaited."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    replies = asyncio.gather(*[fetch_data(url) for url in URLS])
    print("called", len(URLS), "numbers")
    return replies


if __name__ == "__main__":
    asyncio.run(main())
