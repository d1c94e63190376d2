"""Everything is printed as it happens, and the program runs without a guard."""

import asyncio


async def observe(coro):
    print("observing", coro.__name__)
    task = asyncio.create_task(coro, name="observed")
    a = task.done()
    print("created:", a)
    await asyncio.sleep(0)
    b = task.done()
    print("one turn later:", b)
    result = await task
    c = task.done()
    print("awaited:", c)
    return a, b, c, result


async def worker(name, n, log):
    print(name, "begins")
    for i in range(n):
        log.append(f"{name}{i}")
        print(log)
        await asyncio.sleep(0)
    print(name, "ends")


async def main():
    log = []
    workers = [asyncio.create_task(worker(name, 3, log)) for name in ["A", "B"]]
    for task in workers:
        await task
    return log


asyncio.run(main())
