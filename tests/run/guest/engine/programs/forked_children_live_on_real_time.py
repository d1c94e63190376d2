# {"expect": {"child": "True", "square": 49, "pool": "1 4 9", "slept": "True", "process": 0}, "paced": true}
import asyncio
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor


def square(number):
    time.sleep(0.05)
    return number * number


async def main():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
        print("square =", await loop.run_in_executor(pool, square, 7))
        began = loop.time()
        print("pool =", *await asyncio.gather(*(loop.run_in_executor(pool, square, n) for n in (1, 2, 3))))
        print("slept =", 0.05 < loop.time() - began < 2)


read, write = os.pipe()
if os.fork() == 0:
    began = time.monotonic()
    time.sleep(0.05)
    took = time.monotonic() - began

    async def nap():
        await asyncio.sleep(0.05)

    began = time.monotonic()
    asyncio.run(nap())
    os.write(write, b"True" if 0.05 <= took < 1 and time.monotonic() - began >= 0.05 else b"False")
    os._exit(0)
os.wait()
print("child =", os.read(read, 10).decode())
asyncio.run(main())
process = multiprocessing.get_context("fork").Process(target=square, args=(3,))
process.start()
process.join()
print("process =", process.exitcode)
