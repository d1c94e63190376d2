"""One coroutine object stands in the list three times."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    calls = [fetch_data(URLS[0])] * 3
    return await asyncio.gather(*calls)


if __name__ == "__main__":
    asyncio.run(main())
