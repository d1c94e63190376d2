"""The tasks are awaited one by one; a cancellation is passed on to all of them."""

import asyncio


async def fetch_report(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    report = {}
    try:
        for url, task in zip(urls, tasks, strict=True):
            try:
                report[url] = await task
            except Exception as error:
                report[url] = error
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra
        raise
    return report
