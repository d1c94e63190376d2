"""__aexit__ starts a task that closes, and does not wait for it."""

import asyncio


class connect:
    def __init__(self, url, log):
        self.url = url
        self.log = log
        self.closed = False

    async def __aenter__(self):
        await asyncio.sleep(0.5)
        self.log.append(f"open {self.url}")
        return self

    async def __aexit__(self, kind, error, traceback):
        self.closing = asyncio.create_task(self.close())

    async def close(self):
        await asyncio.sleep(0.5)
        self.log.append(f"close {self.url}")
        self.closed = True

    async def get(self, path):
        if self.closed:
            raise RuntimeError("the connection is closed")
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"
