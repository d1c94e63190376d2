"""The workers are left behind when the queue is done."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    queue = asyncio.Queue()
    queue.put_nowait(start)
    seen, failed = {start}, set()

    async def worker():
        while True:
            page = await queue.get()
            try:
                for link in await asyncio.wait_for(get_links(page), timeout):
                    if link not in seen:
                        seen.add(link)
                        queue.put_nowait(link)
            except Exception:
                failed.add(page)
            finally:
                queue.task_done()

    workers = [asyncio.create_task(worker()) for _ in range(limit)]
    await queue.join()
    print("done by", len(workers))
    return seen - failed, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
