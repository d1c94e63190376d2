"""The value comes out of asyncio.sleep itself."""

import asyncio


async def fetch_data(url):
    print("Looking at", url)
    return await asyncio.sleep(2, result=f"What {url} says")


async def main():
    print(await fetch_data("https://api.example.com/data1"))


if __name__ == "__main__":
    asyncio.run(main())
