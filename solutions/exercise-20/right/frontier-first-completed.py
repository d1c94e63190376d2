"""A set of running tasks is filled up again whenever one of them ends."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    waiting, known = [start], {start}
    running, visited, failed = {}, set(), set()
    while waiting or running:
        while waiting and len(running) < limit:
            page = waiting.pop(0)
            running[asyncio.create_task(asyncio.wait_for(get_links(page), timeout))] = page
        done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)  # may live: wait-for-other, pages may be visited in waves
        for task in done:
            page = running.pop(task)
            if task.exception():
                failed.add(page)
                continue
            visited.add(page)
            fresh = [link for link in dict.fromkeys(task.result()) if link not in known]
            known.update(fresh)
            waiting.extend(fresh)
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
