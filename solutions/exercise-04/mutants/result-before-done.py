"""observe takes the result before it has awaited the task."""

import asyncio


async def observe(coro):
    task = asyncio.create_task(coro)
    states = [task.done()]
    await asyncio.sleep(0)
    states.append(task.done())
    result = task.result()
    await task
    states.append(task.done())
    return (*states, result)


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
