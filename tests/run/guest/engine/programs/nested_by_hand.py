# {"expect": {"inner": 5, "took": 1.0}}
import asyncio
import threading
import time


async def inner():
    await asyncio.sleep(1)
    return 5


def run_in_a_thread(coroutine):
    """What people do who must not nest loops."""
    result = []
    thread = threading.Thread(target=lambda: result.append(asyncio.run(coroutine)))
    thread.start()
    thread.join()
    return result[0]


async def main():
    began = time.perf_counter()
    print("inner =", run_in_a_thread(inner()))
    print("took =", time.perf_counter() - began)


asyncio.run(main())
