# {"expect": {"took": 9.0, "count": 10000, "order": "True"}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    order = []

    async def nap(number):
        await asyncio.sleep(number % 10)
        order.append(number)

    await asyncio.gather(*map(nap, range(10_000)))
    print("took =", loop.time() - began)
    print("count =", len(order))
    print("order =", order == sorted(order, key=lambda number: number % 10))


asyncio.run(main())
