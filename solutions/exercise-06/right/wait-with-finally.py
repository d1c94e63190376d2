"""asyncio.wait; what still runs is cancelled and awaited, whatever happens."""

import asyncio


async def fetch_report(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    try:
        await asyncio.wait(tasks, return_when=asyncio.ALL_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra
    report = {}
    for url, task in zip(urls, tasks):
        error = task.exception()
        report[url] = task.result() if error is None else error
    return report
