# {"stuck": "virtual-time-limit"}
import asyncio


async def main():
    while True:
        await asyncio.sleep(100)


asyncio.run(main())
