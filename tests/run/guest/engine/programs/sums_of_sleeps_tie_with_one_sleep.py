# {"expect": {"order": "one two"}}
import asyncio


async def main():
    order = []

    async def two():
        await asyncio.sleep(0.1)
        await asyncio.sleep(0.2)
        order.append("two")

    async def one():
        await asyncio.sleep(0.3)
        order.append("one")

    await asyncio.gather(two(), one())
    print("order =", *order)


asyncio.run(main())
