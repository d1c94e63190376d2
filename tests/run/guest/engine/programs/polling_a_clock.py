# {"expect": {"sync": 1.0, "async": 1.0, "loop": 2.0, "flag": 3.0}, "within": 0.0015}
import asyncio
import time

began = time.perf_counter()
while time.perf_counter() - began < 1:
    pass
print("sync =", time.perf_counter() - began)


async def main():
    loop = asyncio.get_running_loop()
    began = time.monotonic()
    while time.monotonic() - began < 1:
        await asyncio.sleep(0)
    print("async =", time.monotonic() - began)
    began = loop.time()
    while loop.time() < began + 2:
        await asyncio.sleep(0)
    print("loop =", loop.time() - began)
    began = loop.time()
    done = False

    async def finish():
        nonlocal done
        await asyncio.sleep(3)
        done = True

    task = asyncio.create_task(finish())
    while not done:
        await asyncio.sleep(0)
    await task
    print("flag =", loop.time() - began)


asyncio.run(main())
