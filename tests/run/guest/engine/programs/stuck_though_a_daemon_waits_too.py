# {"stuck": "deadlock"}
import asyncio
import queue
import threading

jobs = queue.Queue()


def serve():
    while True:
        jobs.get()


threading.Thread(target=serve, daemon=True).start()


async def main():
    await asyncio.Event().wait()


asyncio.run(main())
