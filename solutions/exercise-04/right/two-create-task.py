"""Two tasks are created and awaited one after the other."""

import asyncio


async def observe(coro):
    task = asyncio.get_running_loop().create_task(coro)
    before = task.done()
    await asyncio.sleep(0)
    between = task.done()
    await task
    return before, between, task.done(), task.result()


async def worker(name, n, log):
    for i in range(n):
        log.append("%s%d" % (name, i))
        await asyncio.sleep(0)


async def main():
    log = []
    first = asyncio.create_task(worker("A", 3, log))
    second = asyncio.create_task(worker("B", 3, log))
    await first  # may live: drop-await drop-awaited, the second one ends later
    await second  # may live: drop-await drop-awaited, it ends in the same turn
    return log


if __name__ == "__main__":
    asyncio.run(main())
