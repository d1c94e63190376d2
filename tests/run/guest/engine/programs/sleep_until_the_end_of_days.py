# {"stuck": "deadlock"}
import asyncio
import math


async def main():
    await asyncio.gather(asyncio.sleep(math.inf), asyncio.sleep(1))


asyncio.run(main())
