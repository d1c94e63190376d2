# {"expect": {"wait_for": 1.0, "timeout": 2.0, "timeout_at": 5.0, "rescheduled": 9.0, "inner": "TimeoutError"}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        await asyncio.wait_for(asyncio.sleep(60), 1)
    except TimeoutError:
        print("wait_for =", loop.time() - began)
    began = loop.time()
    try:
        async with asyncio.timeout(2):
            await asyncio.Event().wait()
    except TimeoutError:
        print("timeout =", loop.time() - began)
    began = loop.time()
    try:
        async with asyncio.timeout_at(loop.time() + 5):
            await asyncio.sleep(60)
    except TimeoutError:
        print("timeout_at =", loop.time() - began)
    began = loop.time()
    try:
        async with asyncio.timeout(1) as limit:
            limit.reschedule(loop.time() + 9)
            await asyncio.sleep(60)
    except TimeoutError:
        print("rescheduled =", loop.time() - began)
    try:
        async with asyncio.timeout(10):
            async with asyncio.timeout(1):
                await asyncio.sleep(5)
    except TimeoutError as error:
        print("inner =", type(error).__name__)


asyncio.run(main())
