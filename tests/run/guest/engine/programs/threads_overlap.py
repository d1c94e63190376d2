# {"expect": {"to_thread": 2.0, "pool": 4.0, "map": "0 1 4", "initialised": 2}}
import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

seen = set()


def slow(number):
    time.sleep(2)
    return number * number


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 2) for _ in range(10)))
    print("to_thread =", loop.time() - began)
    began = loop.time()
    with ThreadPoolExecutor(2, initializer=lambda: seen.add(threading.get_ident())) as pool:
        await asyncio.gather(*(loop.run_in_executor(pool, slow, number) for number in range(3)))
        print("pool =", loop.time() - began)
        print("map =", *pool.map(slow, range(3)))
    print("initialised =", len(seen))


asyncio.run(main())
