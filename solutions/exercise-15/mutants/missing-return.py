"""The results are printed and not returned."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    print(await asyncio.gather(*[asyncio.to_thread(blocking_fetch, url) for url in urls]))
