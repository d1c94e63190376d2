# {"expect": {"seen": "0 1 2", "order": "open body close after", "sent": "a b", "thrown": "caught"}, "oracle": true}
import asyncio
import contextlib

order = []


@contextlib.asynccontextmanager
async def resource():
    order.append("open")
    await asyncio.sleep(0.01)
    try:
        yield
    finally:
        await asyncio.sleep(0.01)
        order.append("close")


async def numbers():
    for number in range(3):
        await asyncio.sleep(0.005)
        yield number


async def echo():
    word = yield
    while True:
        try:
            word = yield word
        except ValueError:
            yield "caught"


async def main():
    print("seen =", *[number async for number in numbers()])
    async with resource():
        order.append("body")
    order.append("after")
    print("order =", *order)
    generator = echo()
    await anext(generator)
    print("sent =", await generator.asend("a"), await generator.asend("b"))
    print("thrown =", await generator.athrow(ValueError()))
    await generator.aclose()


asyncio.run(main())
