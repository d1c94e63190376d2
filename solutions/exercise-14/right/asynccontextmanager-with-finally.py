"""@asynccontextmanager with try/finally, and a small class for the connection."""

import asyncio
from contextlib import asynccontextmanager


class Connection:
    def __init__(self, url):
        self.url = url
        self.closed = False

    async def get(self, path):
        if self.closed:
            raise RuntimeError("connection is closed")
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"


@asynccontextmanager
async def connect(url, log):
    await asyncio.sleep(0.5)
    log.append(f"open {url}")
    conn = Connection(url)
    try:
        yield conn
    finally:
        await asyncio.sleep(0.5)
        log.append(f"close {url}")
        conn.closed = True


async def main():
    log = []
    async with connect("https://example.com", log) as conn:  # may live: drop-async-with, a demonstration
        print(await conn.get("index"))  # may live: drop-await, a demonstration
    print(log)


asyncio.run(main())
