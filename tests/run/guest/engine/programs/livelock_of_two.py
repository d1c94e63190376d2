# {"stuck": "livelock"}
import asyncio

turn = "nobody"


async def polite(name):
    while turn != name:
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(polite("a"), polite("b"))


asyncio.run(main())
