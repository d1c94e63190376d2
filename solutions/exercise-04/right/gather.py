"""gather runs the workers; observe reads the value of await."""

import asyncio


async def observe(coro):
    task = asyncio.create_task(coro)
    at_birth = task.done()
    await asyncio.sleep(0)
    after_a_turn = task.done()
    value = await task
    return at_birth, after_a_turn, task.done(), value


async def worker(name, n, log):
    for number in range(n):
        log.append(name + str(number))
        await asyncio.sleep(0)


async def main():
    lines = []
    await asyncio.gather(worker("A", 3, lines), worker("B", 3, lines))
    return lines


if __name__ == "__main__":
    print(asyncio.run(main()))
