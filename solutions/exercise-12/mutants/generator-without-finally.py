import asyncio


async def stream_results(fetch, urls):
    tasks = {asyncio.create_task(fetch(u)): u for u in urls}
    pending = set(tasks)
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for t in done:
            yield tasks[t], t.result()
    for t in tasks:
        t.cancel()
