"""The class has __enter__ and __exit__, which async with does not use."""

import asyncio
import time


class connect:
    def __init__(self, url, log):
        self.url = url
        self.log = log
        self.closed = False

    def __enter__(self):
        time.sleep(0.5)
        self.log.append(f"open {self.url}")
        return self

    def __exit__(self, kind, error, traceback):
        time.sleep(0.5)
        self.log.append(f"close {self.url}")
        self.closed = True

    async def get(self, path):
        if self.closed:
            raise RuntimeError("the connection is closed")
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"
