"""connect is an object with __call__ that makes managers; the connection is a third class."""

import asyncio


class _Closed(RuntimeError):
    pass


class _Connection:
    def __init__(self, url):
        self._url, self._alive = url, True

    def get(self, path):
        if not self._alive:
            raise _Closed(self._url)
        return self._fetch(path)

    async def _fetch(self, path):
        return await asyncio.sleep(0.5, f"{self._url}:{path}")


class _Manager:
    def __init__(self, url, log):
        self.url, self.log = url, log

    async def __aenter__(self):
        await asyncio.sleep(0.5)
        self.log.append("open " + self.url)
        self.connection = _Connection(self.url)
        return self.connection

    async def __aexit__(self, kind, error, traceback):
        self.connection._alive = False
        try:  # may live: drop-finally, an extra for a cancellation while it closes
            await asyncio.sleep(0.5)
        finally:
            self.log.append("close " + self.url)
        return False


class _Connector:
    def __call__(self, url, log):
        return _Manager(url, log)


connect = _Connector()
