"""observe sleeps until the task must be done."""

import asyncio


async def observe(coro):
    task = asyncio.create_task(coro)
    created = task.done()
    await asyncio.sleep(0)
    turned = task.done()
    await asyncio.sleep(5)
    return created, turned, task.done(), task.result()


async def worker(name, n, log):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)


async def main():
    log = []
    await asyncio.gather(worker("A", 3, log), worker("B", 3, log))
    return log


if __name__ == "__main__":
    asyncio.run(main())
