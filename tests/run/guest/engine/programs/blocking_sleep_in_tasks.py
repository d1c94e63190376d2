# {"expect": {"took": 6.0, "ticks": "0.0 6.0 6.5"}}
import asyncio
import time


async def bad():
    time.sleep(2)


async def ticker(loop, began, ticks):
    for _ in range(3):
        ticks.append(round(loop.time() - began, 6))
        await asyncio.sleep(0.5)


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    ticks = []
    tick = asyncio.create_task(ticker(loop, began, ticks))
    await asyncio.gather(bad(), bad(), bad())
    print("took =", loop.time() - began)
    await tick
    print("ticks =", *ticks)


asyncio.run(main())
