"""The tasks are kept in a dict by their url, and asked for their results when all are done."""

import asyncio


async def fetch_data(url):
    print("visiting", url)
    await asyncio.sleep(2)
    return f"souvenir of {url}"


async def main():
    base = "https://api.example.com/data"
    trips = {base + str(n): None for n in (1, 2, 3)}
    for url in trips:
        trips[url] = asyncio.create_task(fetch_data(url))
    await asyncio.wait(trips.values())
    return [trip.result() for trip in trips.values()]


if __name__ == "__main__":
    asyncio.run(main())
