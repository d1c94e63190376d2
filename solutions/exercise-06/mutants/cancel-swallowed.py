"""Whatever comes out of a task goes into the report, a cancellation too."""

import asyncio


async def fetch_report(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    report = {}
    for url, task in zip(urls, tasks):
        try:
            report[url] = await task
        except BaseException as error:
            report[url] = error
    return report
