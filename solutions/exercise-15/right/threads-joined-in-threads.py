"""Threads fill a list; other threads wait for their ends."""

import asyncio, threading


async def fetch_blocking(blocking_fetch, urls):
    out = [None] * len(urls)
    errors = []

    def run(i, u):
        try:
            out[i] = blocking_fetch(u)
        except Exception as e:
            errors.append(e)

    ts = [threading.Thread(target=run, args=p) for p in enumerate(urls)]
    for t in ts:
        t.start()
    await asyncio.gather(*(asyncio.to_thread(t.join) for t in ts))
    if errors:
        raise errors[0]
    return out
