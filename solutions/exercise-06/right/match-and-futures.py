"""Callbacks fill futures of one's own."""

import asyncio
from functools import partial


async def fetch_report(fetch, urls):
    loop = asyncio.get_running_loop()
    outcomes = {url: loop.create_future() for url in urls}

    def ended(url, task):
        if not task.cancelled() and not outcomes[url].done():
            outcomes[url].set_result(task.exception() or task.result())

    tasks = []
    for url in urls:
        task = loop.create_task(fetch(url))
        task.add_done_callback(partial(ended, url))
        tasks.append(task)
    try:
        return {url: await outcome for url, outcome in outcomes.items()}
    except asyncio.CancelledError:
        for task in tasks:
            task.cancel()
        raise
