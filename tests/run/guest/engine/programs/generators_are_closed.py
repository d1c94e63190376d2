# {"expect": {"seen": "0 1 2", "took": 3.0, "closed": "yes", "explicit": "yes"}, "within": 0.001}
import asyncio
import contextlib


async def ticks(name):
    try:
        for number in range(100):
            await asyncio.sleep(1)
            yield number
    finally:
        await asyncio.sleep(0)
        print(name, "= yes")


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    seen = []
    async with contextlib.aclosing(ticks("closed")) as generator:
        async for number in generator:
            seen.append(number)
            if number == 2:
                break
    print("seen =", *seen)
    print("took =", loop.time() - began)
    generator = ticks("explicit")
    await anext(generator)
    await generator.aclose()


asyncio.run(main())
