# {"expect": {"order": "thread-start loop-0.02 thread-0.05 loop-0.08", "blocked": 0.1}, "within": 0.001, "oracle": true}
import asyncio
import time

order = []


def work():
    order.append("thread-start")
    time.sleep(0.05)
    order.append("thread-0.05")


async def main():
    loop = asyncio.get_running_loop()

    async def ticks():
        await asyncio.sleep(0.02)
        order.append("loop-0.02")
        await asyncio.sleep(0.06)
        order.append("loop-0.08")

    await asyncio.gather(asyncio.to_thread(work), ticks())
    print("order =", *order)
    began = loop.time()
    await asyncio.gather(*(asyncio.sleep(0) for _ in range(3)), blocking(), blocking())
    print("blocked =", loop.time() - began)


async def blocking():
    time.sleep(0.05)


asyncio.run(main())
