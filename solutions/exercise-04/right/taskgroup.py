"""TaskGroups run the workers and the observed coroutine; the result is read from the task."""

import asyncio


async def observe(coro):
    states = []
    async with asyncio.TaskGroup() as group:
        task = group.create_task(coro)
        states.append(task.done())
        await asyncio.sleep(0)
        states.append(task.done())
    states.append(task.done())
    return (*states, task.result())


async def worker(name, n, log):
    i = 0
    while i < n:
        log.append(f"{name}{i}")
        i += 1
        await asyncio.sleep(0)


async def main():
    log = []
    async with asyncio.TaskGroup() as group:
        for name in "AB":
            group.create_task(worker(name, 3, log))
    return log


if __name__ == "__main__":
    asyncio.run(main())
