"""The try stands around the making of the task, where nothing fails yet."""

import asyncio


async def fetch_report(fetch, urls):
    report, tasks = {}, {}
    for url in urls:
        try:
            tasks[url] = asyncio.create_task(fetch(url))
        except Exception as error:
            report[url] = error
    for url, task in tasks.items():
        report[url] = await task
    return report
