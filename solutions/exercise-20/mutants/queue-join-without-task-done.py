"""join waits for task_done, which nobody calls when a page is done."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    queue = asyncio.Queue()
    await queue.put(start)
    seen, failed = {start}, set()

    async def worker():
        while True:
            page = await queue.get()
            try:
                links = await asyncio.wait_for(get_links(page), timeout)
            except Exception:
                failed.add(page)
                continue
            for link in links:
                if link not in seen:
                    seen.add(link)
                    await queue.put(link)

    workers = [asyncio.create_task(worker()) for _ in range(limit)]
    await queue.join()
    for one in workers:
        one.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    return seen - failed, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
