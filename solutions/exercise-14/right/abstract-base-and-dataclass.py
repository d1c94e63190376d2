"""A dataclass derived from contextlib.AbstractAsyncContextManager."""

import asyncio
import contextlib
import dataclasses


@dataclasses.dataclass
class connect(contextlib.AbstractAsyncContextManager):
    url: str
    log: list[str]
    state: str = "new"

    async def __aenter__(self):
        await asyncio.sleep(0.5)
        self.state = "open"
        self.log += [f"open {self.url}"]
        return await super().__aenter__()

    async def __aexit__(self, exc_type, exc_value, traceback):
        await asyncio.sleep(0.5)
        self.state = "closed"
        self.log.extend([f"close {self.url}"])

    async def get(self, path):
        match self.state:
            case "open":
                await asyncio.sleep(0.5)
                return f"{self.url}:{path}"
            case other:
                raise RuntimeError(f"cannot get from a connection that is {other}")
