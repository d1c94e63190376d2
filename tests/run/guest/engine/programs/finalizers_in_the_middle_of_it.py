# {"expect": {"done": 40, "left": "True"}}
import asyncio
import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor

gc.set_threshold(5, 2, 2)
released = []


class Cycle:
    def __init__(self):
        self.me = self
        self.lock = threading.Lock()
        self.lock.acquire()

    def __del__(self):
        self.lock.release()
        with threading.Lock():
            released.append(time.monotonic())


async def main():
    done = 0
    for number in range(40):
        Cycle()
        pool = ThreadPoolExecutor(1)
        await asyncio.get_running_loop().run_in_executor(pool, time.sleep, 0.5)
        pool.me = pool
        del pool
        done += 1
    print("done =", done)


asyncio.run(main())
gc.collect()
print("left =", len(released) == 40)
