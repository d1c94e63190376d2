"""An AsyncExitStack closes the connection; get is a closure."""

import asyncio
import types
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def connect(url, log):
    pause = 0.5
    is_open = True

    async def close():
        nonlocal is_open
        is_open = False
        await asyncio.sleep(pause)
        log.append(f"close {url}")

    async def get(path):
        if not is_open:
            raise RuntimeError("closed")
        await asyncio.sleep(pause)
        return f"{url}:{path}"

    async with AsyncExitStack() as stack:
        await asyncio.sleep(pause)
        log.append(f"open {url}")
        stack.push_async_callback(close)
        yield types.SimpleNamespace(get=get)
