"""The workers wait for pages for ever, and crawl waits for the workers."""

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

    await asyncio.gather(*(worker() for _ in range(limit)))
    return seen - failed, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
