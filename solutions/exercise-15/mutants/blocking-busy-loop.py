"""The threads run; the coroutine asks their futures again and again, and gives the loop no turn."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    loop = asyncio.get_running_loop()
    futures = [loop.run_in_executor(None, blocking_fetch, url) for url in urls]
    while not all(future.done() for future in futures):
        pass
    return [future.result() for future in futures]
