"""What is left of the budget, again and again."""

import asyncio

async def fetch_within(fetch, url, seconds):
    try:
        return await asyncio.wait_for(fetch(url), seconds)
    except TimeoutError:
        return None

async def fetch_all_within(fetch, urls, seconds):
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    idx = {asyncio.create_task(fetch(u)): i for i, u in enumerate(urls)}
    out = [None] * len(urls)
    pending = set(idx)
    while pending:
        done, pending = await asyncio.wait(pending, timeout=max(0, end - loop.time()), return_when=asyncio.FIRST_COMPLETED)  # may live: wait-for-other, the loop fills all places anyhow
        if not done:
            break
        for t in done:
            out[idx[t]] = t.result()
    for t in pending:
        t.cancel()
    return out
