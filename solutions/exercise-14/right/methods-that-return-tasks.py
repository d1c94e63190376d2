"""__aenter__ and __aexit__ are ordinary methods that return tasks."""

import asyncio


class connect:
    def __init__(self, url, log):
        self._url = url
        self._log = log
        self._closed = None

    def __aenter__(self):
        return asyncio.ensure_future(self._open())  # may live: drop-create-task, a coroutine can be awaited as well

    def __aexit__(self, *error):
        return asyncio.get_running_loop().create_task(self._shut())  # may live: drop-create-task, a coroutine can be awaited as well

    async def _open(self):
        await asyncio.sleep(0.5)
        self._log.append("open %s" % self._url)
        self._closed = False
        return self

    async def _shut(self):
        await asyncio.sleep(0.5)
        self._log.append("close %s" % self._url)
        self._closed = True

    async def get(self, path):
        if self._closed:
            raise RuntimeError  # may live: drop-raise, it looks again below
        await asyncio.sleep(0.5)
        if self._closed:
            raise RuntimeError  # may live: drop-raise, an extra
        return "%s:%s" % (self._url, path)
