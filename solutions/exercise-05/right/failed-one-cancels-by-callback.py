import asyncio


async def fetch_all(fetch, urls):
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(fetch(u)) for u in urls]

    def on_done(t):
        if not t.cancelled() and t.exception() is not None:
            for other in tasks:
                other.cancel()

    for t in tasks:
        t.add_done_callback(on_done)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    failures = [o for o in outcomes if isinstance(o, Exception)]
    if failures:
        raise ExceptionGroup("fetch_all", failures)
    return outcomes
