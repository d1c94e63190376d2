# {"stuck": "deadlock"}
import asyncio


async def main():
    queue = asyncio.Queue(1)
    for number in range(3):
        await queue.put(number)


asyncio.run(main())
