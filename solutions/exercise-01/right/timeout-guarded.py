"""The fetch may take ten seconds at most, and takes two."""

import asyncio


async def fetch_data(url):
    print(f"calling {url}")
    await asyncio.sleep(2)
    return f"{url}: answered"


async def main():
    try:
        async with asyncio.timeout(10):  # may live: drop-timeout, an extra
            return await fetch_data("https://api.example.com/data1")  # may live: drop-return, the value of main() is not asked for
    except TimeoutError:  # may live: catch-more catch-less, an extra
        print("no answer")


if __name__ == "__main__":
    asyncio.run(main())
