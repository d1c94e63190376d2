import asyncio

END = object()


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=3)
    done = {}

    async def worker():
        while (job := await queue.get()) is not END:
            done[job[0]] = await handle(job[1])
        await queue.put(END)  # for the next one

    tasks = [asyncio.ensure_future(worker()) for _ in range(workers)]
    for job in enumerate(items):
        await queue.put(job)
    await queue.put(END)
    await asyncio.wait(tasks)
    return [done[index] for index in sorted(done)]
