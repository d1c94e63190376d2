"""What closes stands in except Exception and in else."""

import asyncio
from contextlib import asynccontextmanager


class Connection:
    def __init__(self, url):
        self.url = url
        self.closed = False

    async def close(self, log):
        await asyncio.sleep(0.5)
        log.append(f"close {self.url}")
        self.closed = True

    async def get(self, path):
        if self.closed:
            raise RuntimeError("the connection is closed")
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"


@asynccontextmanager
async def connect(url, log):
    await asyncio.sleep(0.5)
    log.append(f"open {url}")
    conn = Connection(url)
    try:
        yield conn
    except Exception:
        await conn.close(log)
        raise
    else:
        await conn.close(log)
