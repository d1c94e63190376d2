# {"stuck": "thread-deadlock"}
import asyncio
import queue

jobs = queue.Queue()


async def consume():
    print(jobs.get())


async def produce():
    await asyncio.sleep(1)
    jobs.put(1)


async def main():
    await asyncio.gather(consume(), produce())


asyncio.run(main())
