"""Each fetch writes its value into a place of its own in a shared list."""

import asyncio

URLS = [f"https://api.example.com/data{n}" for n in range(1, 4)]


async def fetch_data(url):
    print("from", url)
    await asyncio.sleep(2)
    return f"something from {url}"


async def main():
    shelf = [None] * len(URLS)

    async def fill(place):
        shelf[place] = await fetch_data(URLS[place])

    await asyncio.gather(*[fill(place) for place in range(len(URLS))])
    return shelf


if __name__ == "__main__":
    asyncio.run(main())
