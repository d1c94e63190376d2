"""An asynchronous generator gives the outcomes."""

import asyncio
async def outcomes(tasks):
    for t in tasks:
        try: yield await t
        except Exception as e: yield e
async def fetch_report(fetch, urls):
    tasks = [asyncio.create_task(fetch(u)) for u in urls]
    try:
        vals = [o async for o in outcomes(tasks)]
    finally:
        for t in tasks: t.cancel()
    return dict(zip(urls, vals))
