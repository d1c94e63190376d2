"""main() gives the workers one turn and ends."""

import asyncio


async def observe(coro):
    task = asyncio.create_task(coro)
    created = task.done()
    await asyncio.sleep(0)
    turned = task.done()
    result = await task
    return created, turned, task.done(), result


async def worker(name, n, log):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)


async def main():
    log = []
    workers = [asyncio.create_task(worker(name, 3, log)) for name in ("A", "B")]
    await asyncio.sleep(0)
    return log


if __name__ == "__main__":
    asyncio.run(main())
