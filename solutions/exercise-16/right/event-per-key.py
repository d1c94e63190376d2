"""An event for each load that is under way, with its outcome beside it."""

import asyncio


class _Loading:
    def __init__(self):
        self.over = asyncio.Event()
        self.error = None


class Cache:
    def __init__(self, load):
        self._load = load
        self._texts = {}
        self._under_way = {}

    async def get(self, key):
        if key in self._texts:
            return self._texts[key]
        if (loading := self._under_way.get(key)) is not None:
            await loading.over.wait()
            if loading.error is not None:
                raise loading.error
            return self._texts[key]
        loading = self._under_way[key] = _Loading()
        try:
            self._texts[key] = await self._load(key)
        except BaseException as error:  # may live: catch-less, the contract says nothing of a cancelled get
            loading.error = error
            raise
        finally:
            del self._under_way[key]
            loading.over.set()
        return self._texts[key]
