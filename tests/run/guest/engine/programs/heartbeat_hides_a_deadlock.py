# {"stuck": "virtual-time-limit"}
import asyncio
import threading
import time


def heart():
    while True:
        time.sleep(100)


threading.Thread(target=heart, daemon=True).start()


async def main():
    await asyncio.Event().wait()


asyncio.run(main())
