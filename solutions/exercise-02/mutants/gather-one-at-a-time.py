"""gather gets one coroutine in every round of a loop."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    replies = []
    for url in URLS:
        [reply] = await asyncio.gather(fetch_data(url))
        replies.append(reply)
    return replies


if __name__ == "__main__":
    asyncio.run(main())
