import asyncio


async def fetch_within(fetch, url, seconds):
    result = None
    try:
        async with asyncio.timeout(None) as cm:
            cm.reschedule(asyncio.get_running_loop().time() + seconds)
            result = await fetch(url)
    except TimeoutError:  # may live: catch-more, what is not too late is raised again
        if not cm.expired():
            raise  # may live: drop-raise, fetch raises no TimeoutError
        print("too late:", url)
    return result


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch_within(fetch, u, seconds), name=u) for u in urls]
    return [await t for t in tasks]
