import asyncio


async def fetch_report(fetch, urls):
    results = await asyncio.gather(*[fetch(u) for u in urls])
    return dict(zip(urls, results))
