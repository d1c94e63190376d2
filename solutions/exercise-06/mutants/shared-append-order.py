"""The entries are made as the fetches end."""

import asyncio


async def fetch_report(fetch, urls):
    report = {}

    async def one(url):
        try:
            report[url] = await fetch(url)
        except Exception as error:
            report[url] = error

    await asyncio.gather(*[one(url) for url in urls])
    return report
