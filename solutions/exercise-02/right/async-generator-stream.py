"""An asynchronous generator hands the values on, from tasks that were all created before."""

import asyncio


async def fetch_data(url):
    print("page of", url)
    await asyncio.sleep(2)
    return f"text of {url}"


async def pages(urls):
    under_way = [asyncio.ensure_future(fetch_data(url)) for url in urls]
    for page in under_way:
        yield await page


async def main():
    wanted = [f"https://api.example.com/data{n}" for n in "123"]
    return [page async for page in pages(wanted)]


if __name__ == "__main__":
    asyncio.run(main())
