"""Values are taken as they arrive, with their place, and put in order at the end."""

import asyncio

ADDRESSES = [
    "https://api.example.com/data1",
    "https://api.example.com/data2",
    "https://api.example.com/data3",
]


async def fetch_data(url):
    print("fetching", url)
    await asyncio.sleep(2)
    return "fetched " + url


async def main():
    async def numbered(place, url):
        return place, await fetch_data(url)

    arrived = {}
    for nearest in asyncio.as_completed([numbered(*pair) for pair in enumerate(ADDRESSES)]):
        place, value = await nearest
        print("place", place, "is filled")
        arrived[place] = value
    return [arrived[place] for place in sorted(arrived)]


if __name__ == "__main__":
    print(asyncio.run(main()))
