"""__aenter__ does not return the connection."""

import asyncio


class connect:
    def __init__(self, url, log):
        self.url = url
        self.log = log
        self.closed = False

    async def __aenter__(self):
        await asyncio.sleep(0.5)
        self.log.append(f"open {self.url}")

    async def __aexit__(self, kind, error, traceback):
        await asyncio.sleep(0.5)
        self.log.append(f"close {self.url}")
        self.closed = True

    async def get(self, path):
        if self.closed:
            raise RuntimeError("the connection is closed")
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"
