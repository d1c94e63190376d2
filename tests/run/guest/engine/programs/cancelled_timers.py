# {"expect": {"left": "2 4", "fired": 2, "when": 3.0}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    fired = []
    handles = [loop.call_later(number, fired.append, number) for number in range(1, 5)]
    handles[0].cancel()
    handles[2].cancel()
    await asyncio.sleep(4.5)
    print("left =", *fired)
    print("fired =", len(fired))
    print("when =", handles[2].when() - began)


asyncio.run(main())
