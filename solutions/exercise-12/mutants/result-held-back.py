import asyncio


async def stream_results(fetch, urls):
    tasks = [(u, asyncio.create_task(fetch(u))) for u in urls]
    try:
        for u, t in tasks:
            yield u, await t
    finally:
        for _, t in tasks:
            t.cancel()
