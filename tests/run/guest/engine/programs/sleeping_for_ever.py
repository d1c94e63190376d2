# {"expect": {"inf": 1.0, "wait_for": "ok", "nan": "ValueError", "negative": "ValueError", "text": "TypeError", "overflow": "OverflowError"}}
import asyncio
import math
import time


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    task = asyncio.create_task(asyncio.sleep(math.inf))
    await asyncio.sleep(1)
    print("inf =", loop.time() - began)
    print("wait_for =", await asyncio.wait_for(asyncio.sleep(1, "ok"), 1e12))
    task.cancel()


asyncio.run(main())
for name, argument in (("nan", math.nan), ("negative", -1), ("text", "1"), ("overflow", math.inf)):
    try:
        time.sleep(argument)
    except Exception as error:
        print(name, "=", type(error).__name__)
