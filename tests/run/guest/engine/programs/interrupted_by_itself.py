# {"expect": {"caught": "KeyboardInterrupt", "cleanup": "done", "when": 1.0}, "outcome": "finished"}
import asyncio
import os
import signal
import time

began = time.monotonic()


async def main():
    asyncio.get_running_loop().call_later(1, os.kill, os.getpid(), signal.SIGINT)
    try:
        await asyncio.sleep(10)
    finally:
        print("cleanup = done")


try:
    asyncio.run(main())
except KeyboardInterrupt as error:
    print("caught =", type(error).__name__)
print("when =", time.monotonic() - began)
