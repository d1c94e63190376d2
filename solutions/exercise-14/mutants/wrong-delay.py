"""Opening takes twice as long as asked for."""

import asyncio
from contextlib import asynccontextmanager


class Connection:
    def __init__(self, url):
        self.url = url
        self.closed = False

    async def get(self, path):
        if self.closed:
            raise RuntimeError("the connection is closed")
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"


@asynccontextmanager
async def connect(url, log):
    await asyncio.sleep(1)
    log.append(f"open {url}")
    conn = Connection(url)
    try:
        yield conn
    finally:
        await asyncio.sleep(0.5)
        log.append(f"close {url}")
        conn.closed = True
