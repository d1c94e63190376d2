"""The manager and the connection are two objects; leaving takes get() away from the connection."""

import asyncio
from contextlib import AbstractAsyncContextManager


class Connection:
    def __init__(self, get):
        self.get = get


async def refuse(path):
    raise RuntimeError(f"closed: no {path}")


def connect(url: str, log: list[str]) -> AbstractAsyncContextManager:
    class Opening(AbstractAsyncContextManager):
        async def __aenter__(self):
            async with asyncio.timeout(5):  # may live: drop-timeout, an extra
                await asyncio.sleep(0.5)
            log.append(f"open {url}")
            self.conn = Connection(self.get)
            return self.conn

        async def get(self, path):
            await asyncio.sleep(0.5)
            return f"{url}:{path}"

        async def __aexit__(self, exc_type, exc, tb):
            await asyncio.sleep(0.5)
            log.append(f"close {url}")
            self.conn.get = refuse
            return None

    return Opening()
