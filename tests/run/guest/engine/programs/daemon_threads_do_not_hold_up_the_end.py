# {"expect": {"beats": 3, "took": 3.5}}
import asyncio
import threading
import time

beats = []


def heart():
    while True:
        time.sleep(1)
        beats.append(1)


async def main():
    threading.Thread(target=heart, daemon=True).start()
    began = time.monotonic()
    await asyncio.sleep(3.5)
    print("beats =", len(beats))
    print("took =", time.monotonic() - began)


asyncio.run(main())
