# {"expect": {"drift": 0.0, "many": 0.0, "reads": 30000}}
import asyncio
import time


async def main():
    began = time.perf_counter()
    reads = [time.perf_counter() for _ in range(30_000)]
    print("drift =", time.perf_counter() - began)

    async def look():
        for _ in range(8):
            time.perf_counter()
            await asyncio.sleep(0)

    await asyncio.gather(*(look() for _ in range(3_000)))
    print("many =", time.perf_counter() - began)
    print("reads =", len(reads))


asyncio.run(main())
