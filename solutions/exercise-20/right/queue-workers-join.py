"""A queue that the workers themselves fill; join tells when all is done."""

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
            finally:  # may live: drop-finally, an extra
                queue.task_done()

    workers = [asyncio.create_task(worker()) for _ in range(limit)]
    await queue.join()
    for one in workers:
        one.cancel()
    await asyncio.gather(*workers, return_exceptions=True)  # may live: drop-await drop-awaited forget-one, a task that is cancelled ends in the next turn
    return seen - failed, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
