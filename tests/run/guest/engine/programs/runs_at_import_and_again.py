# {"expect": {"first": 1.0, "second": 2.0, "third": 1.0}}
import asyncio
import time

began = time.perf_counter()
lock = asyncio.Lock()


async def main():
    async with lock:
        await asyncio.sleep(1)


asyncio.run(main())
print("first =", time.perf_counter() - began)
asyncio.run(main())
print("second =", time.perf_counter() - began)
with asyncio.Runner(debug=True) as runner:
    runner.get_loop()
    began = time.perf_counter()
    runner.run(main())
    print("third =", time.perf_counter() - began)
