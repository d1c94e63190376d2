"""gather raises the first error; the others run on."""

import asyncio


async def fetch_all(fetch, urls):
    try:
        return await asyncio.gather(*[fetch(url) for url in urls])
    except Exception as error:
        raise ExceptionGroup("a fetch failed", [error])
