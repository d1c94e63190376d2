"""The first failure makes the group cancel all others."""

import asyncio


async def fetch_report(fetch, urls):
    tasks = {}
    try:
        async with asyncio.TaskGroup() as group:
            for url in urls:
                tasks[url] = group.create_task(fetch(url))
    except* Exception as errors:
        print(len(errors.exceptions), "failed")
    report = {}
    for url, task in tasks.items():
        if task.cancelled():
            report[url] = RuntimeError("not fetched")
        else:
            report[url] = task.exception() or task.result()
    return report
