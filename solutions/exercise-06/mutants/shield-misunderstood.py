"""Every fetch stands behind a shield, so that nothing disturbs it; no cancellation reaches it either."""

import asyncio


async def fetch_report(fetch, urls):
    async def one(url):
        try:
            return await asyncio.shield(fetch(url))
        except Exception as error:
            return error

    results = await asyncio.gather(*[one(url) for url in urls])
    return dict(zip(urls, results))
