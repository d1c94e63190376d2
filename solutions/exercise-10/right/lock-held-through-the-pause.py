import asyncio


async def fetch_paced(fetch, urls, interval):
    gate = asyncio.Lock()

    async def pause():
        try:
            await asyncio.sleep(interval)
        finally:  # may live: drop-finally, nothing goes wrong in a sleep
            gate.release()

    async def one(url, pauses):
        await gate.acquire()
        pauses.append(asyncio.create_task(pause()))
        return await fetch(url)

    pauses = []
    results = await asyncio.gather(*[one(url, pauses) for url in urls])
    await asyncio.gather(*pauses)  # may live: drop-await, drop-awaited, forget-one, an extra
    return results
