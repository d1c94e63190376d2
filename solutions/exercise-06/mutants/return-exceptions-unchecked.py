"""The exceptions are in the list, and everything in the list is taken for text."""

import asyncio


async def fetch_report(fetch, urls):
    results = await asyncio.gather(*[fetch(url) for url in urls], return_exceptions=True)
    return {url: str(result) for url, result in zip(urls, results)}
