"""A class that keeps the report."""

import asyncio
from collections import OrderedDict


class Reporter:
    def __init__(self, fetch):
        self.fetch = fetch
        self.found = {}

    async def visit(self, url):
        try:
            self.found[url] = await self.fetch(url)
        except asyncio.CancelledError:
            raise  # may live: drop-raise, visit_all ends as cancelled anyhow
        except BaseException as error:  # may live: catch-less, fetch raises nothing else
            self.found[url] = error

    async def visit_all(self, urls):
        await asyncio.gather(*map(self.visit, urls))
        return OrderedDict((url, self.found[url]) for url in urls)


async def fetch_report(fetch, urls):
    return await Reporter(fetch).visit_all(urls)
