"""The chapter's first example, with a return in both coroutines."""

import asyncio


async def fetch_data(url):
    print(f"Fetching data from {url}...")
    await asyncio.sleep(2)
    print(f"Data fetched from {url}")
    return {"data": url}


async def main():
    urls = ["https://api.example.com/data1", "https://api.example.com/data2", "https://api.example.com/data3"]
    coroutines = [fetch_data(url) for url in urls]
    return await asyncio.gather(*coroutines)


# Executing the main coroutine
print(asyncio.run(main()))
