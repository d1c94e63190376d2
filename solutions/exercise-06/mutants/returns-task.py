"""The dict holds the tasks."""

import asyncio


async def fetch_report(fetch, urls):
    tasks = {url: asyncio.create_task(fetch(url)) for url in urls}
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    return tasks
