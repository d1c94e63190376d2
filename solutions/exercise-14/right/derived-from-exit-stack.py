"""A class derived from AsyncExitStack."""

import asyncio
from contextlib import AsyncExitStack


class connect(AsyncExitStack):
    def __init__(self, url, log):
        super().__init__()
        self.url = url
        self.log = log
        self.gone = False

    async def __aenter__(self):
        await super().__aenter__()  # may live: drop-await drop-awaited, it only returns self
        await asyncio.sleep(0.5)
        self.log.append(f"open {self.url}")
        self.push_async_callback(self.bye)
        return self

    async def bye(self):
        await asyncio.sleep(0.5)
        self.log.append(f"close {self.url}")
        self.gone = True

    async def get(self, path):
        if self.gone:
            raise RuntimeError
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"
