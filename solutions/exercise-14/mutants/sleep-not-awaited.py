"""The sleeps are called and not awaited."""

import asyncio


class connect:
    def __init__(self, url, log):
        self.url = url
        self.log = log
        self.closed = False

    async def __aenter__(self):
        asyncio.sleep(0.5)
        self.log.append(f"open {self.url}")
        return self

    async def __aexit__(self, kind, error, traceback):
        asyncio.sleep(0.5)
        self.log.append(f"close {self.url}")
        self.closed = True

    async def get(self, path):
        if self.closed:
            raise RuntimeError("the connection is closed")
        asyncio.sleep(0.5)
        return f"{self.url}:{path}"
