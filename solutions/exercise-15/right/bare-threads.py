"""A thread and a future for each url; the thread tells the loop by call_soon_threadsafe."""

import asyncio
import threading


def _work(loop, future, function, *args):
    try:
        value = function(*args)
    except Exception as error:  # may live: catch-more, only errors are asked for
        loop.call_soon_threadsafe(future.set_exception, error)
    else:
        loop.call_soon_threadsafe(future.set_result, value)


async def fetch_blocking(blocking_fetch, urls):
    loop = asyncio.get_running_loop()
    futures = []
    for url in urls:
        future = loop.create_future()
        threading.Thread(target=_work, args=(loop, future, blocking_fetch, url), daemon=True).start()
        futures.append(future)
    return await asyncio.gather(*futures)
