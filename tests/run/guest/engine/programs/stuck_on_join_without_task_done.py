# {"stuck": "deadlock"}
import asyncio


async def main():
    queue = asyncio.Queue()
    queue.put_nowait(1)

    async def work():
        await queue.get()

    worker = asyncio.create_task(work())
    await queue.join()
    await worker


asyncio.run(main())
