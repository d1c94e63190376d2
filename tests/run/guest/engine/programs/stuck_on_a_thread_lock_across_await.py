# {"stuck": "thread-deadlock"}
import asyncio
import threading

lock = threading.Lock()


async def work():
    with lock:
        await asyncio.sleep(1)


async def main():
    await asyncio.gather(work(), work())


asyncio.run(main())
