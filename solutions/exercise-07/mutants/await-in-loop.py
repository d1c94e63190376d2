"""One after the other inside the limit."""

import asyncio


async def fetch_within(fetch, url, seconds):
    try:
        async with asyncio.timeout(seconds):
            return await fetch(url)
    except TimeoutError:
        return None


async def fetch_all_within(fetch, urls, seconds):
    results = []
    try:
        async with asyncio.timeout(seconds):
            for url in urls:
                results.append(await fetch(url))
    except TimeoutError:
        pass
    return results + [None] * (len(urls) - len(results))
