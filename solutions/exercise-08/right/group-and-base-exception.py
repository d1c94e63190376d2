import asyncio


async def worker(resource):
    await resource.open()
    try:
        await _steps(resource)
    except BaseException:
        await resource.close()
        raise


async def _steps(resource):
    while True:
        await resource.step()


async def run_for(resource, seconds):
    async with asyncio.TaskGroup() as tg:
        task = tg.create_task(worker(resource))
        await asyncio.sleep(seconds)
        task.cancel("time is up")
    return resource.steps
