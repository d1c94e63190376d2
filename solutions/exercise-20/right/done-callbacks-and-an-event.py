"""Callbacks begin further pages; an event tells the end."""

import asyncio
from collections import deque


async def crawl(get_links, start, limit, timeout):
    todo, seen, tasks = deque([start]), {start}, {}
    visited, failed, over = set(), set(), asyncio.Event()

    async def ask(page):
        async with asyncio.timeout(timeout):
            return await get_links(page)

    pages = {}

    def ended(task):
        page = pages.pop(task)
        del tasks[task]
        if task.cancelled() or task.exception():
            failed.add(page)
        else:
            visited.add(page)
            for link in task.result():
                if link not in seen:
                    seen.add(link)
                    todo.append(link)
        start_more()

    def start_more():
        while todo and len(tasks) < limit:
            page = todo.popleft()
            task = asyncio.create_task(ask(page))
            tasks[task], pages[task] = None, page
            task.add_done_callback(ended)
        if not tasks:
            over.set()

    start_more()
    await over.wait()
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
