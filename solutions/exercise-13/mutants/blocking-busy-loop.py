"""The wait is a loop that looks at the clock."""

import time


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count

    async def __aiter__(self):
        for n in range(self.count):
            due = time.monotonic() + self.interval
            while time.monotonic() < due:
                pass
            yield n
