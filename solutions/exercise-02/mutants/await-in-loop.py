"""A loop awaits one fetch after the other."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    replies = []
    for url in URLS:
        reply = await fetch_data(url)
        replies.append(reply)
    return replies


if __name__ == "__main__":
    asyncio.run(main())
