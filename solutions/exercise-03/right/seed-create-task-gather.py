"""The chapter's second example, with a return in both coroutines."""

import asyncio


async def fetch_data(url):
    print(f"Now fetching {url}...")
    await asyncio.sleep(2)
    print(f"Done with {url}")
    return f"JSON of {url}"


async def main():
    urls = ["https://api.example.com/data1", "https://api.example.com/data2", "https://api.example.com/data3"]
    tasks = [asyncio.create_task(fetch_data(url)) for url in urls]
    values = await asyncio.gather(*tasks)
    return values


asyncio.run(main())
