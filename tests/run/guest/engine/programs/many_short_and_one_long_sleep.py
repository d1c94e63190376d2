# {"expect": {"short": "ok", "long": 86400.0, "week": 604800.0}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    for _ in range(300):
        await asyncio.sleep(1e-9)
        await asyncio.sleep(1e-12)
    print("short = ok")
    began = loop.time()
    await asyncio.sleep(86400)
    print("long =", loop.time() - began)
    began = loop.time()
    await asyncio.sleep(7 * 86400)
    print("week =", loop.time() - began)


asyncio.run(main())
