"""The tasks are created in one loop and awaited in another."""

import asyncio

URLS = ("https://api.example.com/data1", "https://api.example.com/data2", "https://api.example.com/data3")


async def fetch_data(url):
    print(f"pump at {url}")
    await asyncio.sleep(2)
    return f"water of {url}"


async def main():
    pumps, buckets = [], []
    for url in URLS:
        pumps.append(asyncio.create_task(fetch_data(url), name=url))
    for pump in pumps:
        buckets.append(await pump)
        print(pump.get_name(), "is full")
    return buckets


if __name__ == "__main__":
    asyncio.run(main())
