# {"expect": {"outer": "cancelled", "inner": "done", "took": 2.0}}
import asyncio


async def save():
    await asyncio.sleep(2)
    return "done"


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    inner = asyncio.create_task(save())
    outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 1))
    try:
        await outer
    except TimeoutError:
        print("outer = cancelled")
    print("inner =", await inner)
    print("took =", loop.time() - began)


asyncio.run(main())
