# {"expect": {"sleeps": "0 1 2 3 4 5 6 7", "calls": "0 1 2 3 4 5 6 7"}}
import asyncio

U = 0.02


async def main():
    ended = []

    async def nap(number):
        await asyncio.sleep(U)
        ended.append(number)

    await asyncio.gather(*map(nap, range(8)))
    print("sleeps =", *ended)

    loop = asyncio.get_running_loop()
    called = []
    when = loop.time() + U
    for number in range(8):
        loop.call_at(when, called.append, number)
    await asyncio.sleep(2 * U)
    print("calls =", *called)


asyncio.run(main())
