import asyncio


async def as_they_come(fetch, urls):
    async def one(url):
        return url, await fetch(url)

    return [await pair for pair in asyncio.as_completed([one(url) for url in urls])]


async def stream_results(fetch, urls):
    async for pair in as_they_come(fetch, urls):
        yield pair
