"""The workers are cancelled as the last thing; they end with the loop's next turn."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    todo, seen, visited, failed = asyncio.Queue(), set(), set(), set()

    async def put(page):
        if page not in seen:
            seen.add(page)
            await todo.put(page)

    async def work():
        while True:
            page = await todo.get()
            try:
                async with asyncio.timeout(timeout):
                    links = await get_links(page)
                visited.add(page)
                for link in links:
                    await put(link)
            except Exception:
                failed.add(page)
            todo.task_done()

    await put(start)
    workers = [asyncio.create_task(work()) for _ in range(limit)]
    await todo.join()
    for worker in workers:
        worker.cancel()
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
