# {"stuck": "virtual-time-limit"}
import asyncio


async def main():
    done = False

    async def tick():
        while True:
            await asyncio.sleep(1000)

    task = asyncio.create_task(tick())
    while not done:
        await asyncio.sleep(0)
    await task


asyncio.run(main())
