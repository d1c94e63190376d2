# {"expect": {"results": "2.0 4.0", "callback": "True", "wrapped": 3, "map": "0 2 4", "late": "TimeoutError"}}
import asyncio
import concurrent.futures
import time


def work(seconds):
    time.sleep(seconds)
    return seconds


async def main():
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        began = time.monotonic()
        called = []
        future = pool.submit(work, 2)
        future.add_done_callback(lambda f: called.append(time.monotonic() - began))
        first = await asyncio.wrap_future(future)
        second = await loop.run_in_executor(pool, work, 2)
        print("results =", float(first), time.monotonic() - began)
        print("callback =", called == [2.0])
        print("wrapped =", await asyncio.wait_for(loop.run_in_executor(pool, work, 3), 5))
        print("map =", *pool.map(lambda number: work(number) * 2, range(3)))
        try:
            list(pool.map(work, [5], timeout=1))
        except TimeoutError as error:
            print("late =", type(error).__name__)


asyncio.run(main())
