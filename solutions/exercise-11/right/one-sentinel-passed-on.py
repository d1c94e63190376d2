import asyncio


async def run_pipeline(items, handle, workers):
    q = asyncio.Queue(maxsize=workers + 1)
    pairs = []

    async def consumer():
        while True:
            job = await q.get()
            if job is None:
                await q.put(None)
                break
            pairs.append((job[0], await handle(job[1])))

    async def producer():
        i = 0
        for item in items:
            await q.put((i, item))
            i += 1
        await q.put(None)

    await asyncio.gather(producer(), *(consumer() for _ in range(workers)))
    pairs.sort(key=lambda p: p[0])
    return [p[1] for p in pairs]
