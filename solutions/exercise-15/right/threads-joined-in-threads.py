"""Threads fill a list; other threads wait for their ends."""

import asyncio, threading


async def fetch_blocking(blocking_fetch, urls):
    out = [None] * len(urls)
    errors = []

    def run(i, u):
        try:
            out[i] = blocking_fetch(u)
        except Exception as e:  # may live: catch-more, only errors are asked for
            errors.append(e)

    ts = [threading.Thread(target=run, args=p) for p in enumerate(urls)]
    for t in ts:
        t.start()
    await asyncio.gather(*(asyncio.to_thread(t.join) for t in ts))  # may live: gather-in-turn return-exceptions, the threads run already, and join() raises nothing
    if errors:
        raise errors[0]
    return out
