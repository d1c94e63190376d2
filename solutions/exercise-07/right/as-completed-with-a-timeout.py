import asyncio


async def fetch_within(fetch, url, seconds):
    try:
        return await asyncio.wait_for(asyncio.create_task(fetch(url)), seconds)
    except TimeoutError:
        return


async def fetch_all_within(fetch, urls, seconds):
    answers = {}

    async def keep(url):
        answers[url] = await fetch(url)

    tasks = [asyncio.create_task(keep(u)) for u in urls]
    try:
        for c in asyncio.as_completed(tasks, timeout=seconds):
            await c
    except TimeoutError:  # may live: catch-more, errors are left open here
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra
    return [answers.get(u) for u in urls]
