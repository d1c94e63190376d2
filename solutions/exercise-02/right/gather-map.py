"""map calls fetch_data on every url, gather runs what comes out."""

import asyncio

URLS = ["https://api.example.com/data%d" % n for n in (1, 2, 3)]


async def fetch_data(url):
    print("in the queue:", url)
    await asyncio.sleep(2)
    return url


async def main():
    return await asyncio.gather(*map(fetch_data, URLS))


if __name__ == "__main__":
    print(asyncio.run(main()))
