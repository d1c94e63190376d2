"""Tasks in a dict; gather only waits for them."""

import asyncio


async def fetch_report(fetch, urls):
    tasks = {url: asyncio.create_task(fetch(url), name=url) for url in urls}
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    report = {}
    for url, task in tasks.items():
        try:
            report[url] = task.result()
        except Exception as error:
            report[url] = error
    return report
