"""As they come, and put in order at the end."""

import asyncio


async def fetch_report(fetch, urls):
    async def one(url):
        try:
            return url, await fetch(url)
        except Exception as error:
            return url, error

    tasks = [asyncio.ensure_future(one(url)) for url in urls]
    arrived = {}
    try:
        for coming in asyncio.as_completed(tasks):  # may live: in-order-of-input, the report is in order anyhow
            url, outcome = await coming
            arrived[url] = outcome
    finally:
        for task in tasks:
            task.cancel()
    return {url: arrived[url] for url in urls}
