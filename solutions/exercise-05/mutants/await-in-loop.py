"""One fetch after the other."""

import asyncio


async def fetch_all(fetch, urls):
    results = []
    for url in urls:
        results.append(await fetch(url))
    return results
