"""Closing happens in a task of its own behind a shield, so that nothing can cut it short."""

import asyncio


class connect:
    def __init__(self, url, log):
        self.url, self.log = url, log
        self.open = asyncio.Event()

    async def __aenter__(self):
        await asyncio.create_task(asyncio.sleep(0.5))  # may live: drop-create-task, it is awaited at once
        self.log.append(f"open {self.url}")
        self.open.set()
        return self

    async def _close(self):
        await asyncio.sleep(0.5)
        self.log.append(f"close {self.url}")

    async def __aexit__(self, *_):
        self.open.clear()
        await asyncio.shield(asyncio.create_task(self._close()))  # may live: drop-shield drop-create-task, an extra

    async def get(self, path):
        if not self.open.is_set():
            raise RuntimeError(f"{self.url} is closed")
        answer = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.5, answer.set_result, f"{self.url}:{path}")
        return await answer
