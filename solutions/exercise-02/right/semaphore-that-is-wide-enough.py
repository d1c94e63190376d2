"""At most five fetches at a time: all three fit."""

import asyncio

places = asyncio.Semaphore(5)  # may live: one-too-many, it lets all in anyway


async def fetch_data(url):
    async with places:  # may live: lock-of-its-own, it lets all in anyway
        print("seated:", url)
        await asyncio.sleep(2)
        return f"{url} has eaten"


async def main():
    guests = ["https://api.example.com/data" + n for n in ("1", "2", "3")]
    return await asyncio.gather(*[fetch_data(guest) for guest in guests])


if __name__ == "__main__":
    asyncio.run(main())
