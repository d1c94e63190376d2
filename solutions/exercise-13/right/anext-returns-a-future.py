"""__anext__ is an ordinary method that returns a future, which the loop's timer completes."""

import asyncio


class Ticker:
    __slots__ = ("_interval", "_left", "_next")

    def __init__(self, interval, count):
        self._interval, self._left, self._next = interval, count, 0

    def __aiter__(self):
        return self

    def __anext__(self):
        if self._next >= self._left:
            raise StopAsyncIteration()
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        loop.call_later(self._interval, self._complete, future)
        return future

    def _complete(self, future):
        if not future.done():
            future.set_result(self._next)
            self._next += 1
