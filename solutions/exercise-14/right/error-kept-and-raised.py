"""The error of the block is kept, and raised when all is closed."""

import asyncio
from contextlib import asynccontextmanager


class C:
    closed = False

    def __init__(s, u):
        s.u = u

    async def get(s, p):
        if s.closed:
            raise RuntimeError("closed")
        await asyncio.sleep(0.5)
        return s.u + ":" + p


@asynccontextmanager
async def connect(url, log):
    await asyncio.sleep(0.5)
    log.append("open " + url)
    c = C(url)
    err = None
    try:
        yield c
    except BaseException as e:
        err = e
    await asyncio.sleep(0.5)
    log.append("close " + url)
    c.closed = True
    if err:
        raise err
