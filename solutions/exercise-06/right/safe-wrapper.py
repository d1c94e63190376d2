"""A wrapper gives the exception back as a value."""

import asyncio


async def safe(coro):
    try:
        return await coro
    except Exception as error:
        return error


async def fetch_report(fetch, urls):
    results = await asyncio.gather(*(safe(fetch(url)) for url in urls))
    return {url: result for url, result in zip(urls, results)}
