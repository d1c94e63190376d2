# {"stuck": "deadlock", "expect": {"cleanup": "done", "slept": 2.0}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        await asyncio.Event().wait()
    finally:
        print("cleanup = done")
        await asyncio.sleep(2)
        print("slept =", loop.time() - began)


asyncio.run(main())
