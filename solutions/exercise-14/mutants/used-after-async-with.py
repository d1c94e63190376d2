"""A closed connection goes on giving answers."""

import asyncio


class connect:
    def __init__(self, url, log):
        self.url = url
        self.log = log

    async def __aenter__(self):
        await asyncio.sleep(0.5)
        self.log.append(f"open {self.url}")
        return self

    async def __aexit__(self, kind, error, traceback):
        await asyncio.sleep(0.5)
        self.log.append(f"close {self.url}")

    async def get(self, path):
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"
