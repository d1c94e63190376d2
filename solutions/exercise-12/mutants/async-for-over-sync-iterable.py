import asyncio


async def stream_results(fetch, urls):
    async for url in urls:
        yield url, await fetch(url)
