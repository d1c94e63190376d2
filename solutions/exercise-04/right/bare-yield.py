"""An object with __await__ gives the turn away by a bare yield, as sleep(0) does inside."""

import asyncio


class Turn:
    def __await__(self):
        yield


async def observe(coro):
    task = asyncio.create_task(coro)
    created = task.done()
    await Turn()
    turned = task.done()
    return created, turned, (await asyncio.wait([task]))[0] == {task}, task.result()


async def worker(name, n, log):
    for i in range(n):
        log.append(f"{name}{i}")
        await Turn()


async def main():
    log = []
    workers = [asyncio.create_task(worker("A", 3, log)), asyncio.create_task(worker("B", 3, log))]
    await asyncio.wait(workers)  # may live: forget-one, both end in the same turn
    return log


if __name__ == "__main__":
    asyncio.run(main())
