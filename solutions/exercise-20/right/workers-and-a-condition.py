"""Workers share a list under a condition, and count who is at work."""

import asyncio


class Crawler:
    def __init__(self, get_links, limit, timeout):
        self.get_links, self.limit, self.timeout = get_links, limit, timeout
        self.todo, self.claimed, self.at_work = [], set(), 0
        self.visited, self.failed = set(), set()
        self.change = asyncio.Condition()

    def claim(self, pages):
        for page in pages:
            if page not in self.claimed:
                self.claimed.add(page)
                self.todo.append(page)

    async def worker(self):
        while True:
            async with self.change:
                await self.change.wait_for(lambda: self.todo or not self.at_work)
                if not self.todo:
                    self.change.notify_all()
                    return
                page = self.todo.pop()
                self.at_work += 1
            try:
                links = await asyncio.wait_for(self.get_links(page), self.timeout)
            except Exception:
                self.failed.add(page)
            else:
                self.visited.add(page)
                self.claim(links)
            async with self.change:
                self.at_work -= 1
                self.change.notify_all()

    async def run(self, start):
        self.claim([start])
        async with asyncio.TaskGroup() as group:
            for _ in range(self.limit):
                group.create_task(self.worker())
        return self.visited, self.failed


async def crawl(get_links, start, limit, timeout):
    return await Crawler(get_links, limit, timeout).run(start)


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
