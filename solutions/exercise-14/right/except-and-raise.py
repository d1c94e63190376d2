"""asynccontextmanager with except BaseException, raise and else instead of finally."""

import asyncio
from contextlib import asynccontextmanager


class Link:
    def __init__(self, url):
        self.url = url

    async def get(self, path):
        if self.url is None:
            raise RuntimeError("the link is down")
        await asyncio.sleep(0.25)
        await asyncio.sleep(0.25)
        return ":".join([self.url, path])


async def close(link, log):
    await asyncio.sleep(0.5)
    log.append(f"close {link.url}")
    link.url = None


@asynccontextmanager
async def connect(url, log):
    await asyncio.sleep(0.5)
    log.append(f"open {url}")
    link = Link(url)
    try:
        yield link
    except BaseException as error:
        print("left by", type(error).__name__)
        await close(link, log)
        raise
    else:
        await close(link, log)
