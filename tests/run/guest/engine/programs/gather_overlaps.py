# {"expect": {"order": "a b c", "took": 3.0}, "oracle": false}
import asyncio
import time


async def fetch(name, seconds, done):
    await asyncio.sleep(seconds)
    done.append(name)


async def main():
    done = []
    began = time.perf_counter()
    await asyncio.gather(fetch("c", 3, done), fetch("a", 1, done), fetch("b", 2, done))
    print("order =", *done)
    print("took =", time.perf_counter() - began)


asyncio.run(main())
