# {"stuck": "thread-deadlock"}
import asyncio
import queue


async def main():
    await asyncio.to_thread(queue.Queue().get)


asyncio.run(main())
