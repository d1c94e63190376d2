"""Each task gives a pair of url and outcome."""

import asyncio


async def fetch_report(fetch, urls):
    async def pair(url):
        try:
            outcome = await fetch(url)
        except Exception as exc:
            outcome = exc
        return url, outcome

    return dict(await asyncio.gather(*[pair(url) for url in urls]))
