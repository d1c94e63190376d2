"""A class holds the fetch and the results."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Downloader:
    fetch: object
    tasks: list = field(default_factory=list)

    async def run(self, urls):
        async with asyncio.TaskGroup() as group:
            self.tasks = [group.create_task(self.one(url)) for url in urls]
        return self

    async def one(self, url):
        return await self.fetch(url)

    @property
    def results(self):
        return [task.result() for task in self.tasks]


async def fetch_all(fetch, urls):
    return (await Downloader(fetch).run(urls)).results
