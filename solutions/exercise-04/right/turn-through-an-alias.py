"""sleep has another name, and a helper coroutine gives the turn away."""

from asyncio import ensure_future, gather, run
from asyncio import sleep as pause


async def turn():
    await pause(0)


async def observe(coro):
    task = ensure_future(coro)
    seen = [task.done()]
    await turn()
    seen.append(task.done())
    answer = await task
    seen.append(task.done())
    return (seen[0], seen[1], seen[2], answer)


async def worker(name, n, log):
    for i in range(n):
        log.append(f"{name}{i}")
        await turn()


async def main():
    notes = []
    await gather(*(worker(name, 3, notes) for name in ("A", "B")))
    return notes


if __name__ == "__main__":
    run(main())
