# {"stuck": "deadlock"}
import asyncio


async def main():
    one, two = asyncio.Lock(), asyncio.Lock()

    async def take(first, second):
        async with first:
            await asyncio.sleep(1)
            async with second:
                pass

    await asyncio.gather(take(one, two), take(two, one))


asyncio.run(main())
