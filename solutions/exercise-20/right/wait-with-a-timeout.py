"""asyncio.wait limits each call; what is late is cancelled and waited for."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.Semaphore(limit)
    state = {start: None}
    running = set()

    async def visit(page):
        async with places:
            call = asyncio.ensure_future(get_links(page))
            done, late = await asyncio.wait({call}, timeout=timeout)  # may live: wait-for-other, there is only one to wait for
            if late:
                call.cancel()
                await asyncio.wait(late)  # may live: drop-await drop-awaited forget-one wait-for-other, a call that is cancelled ends in the next turn
                state[page] = False
                return
        if call.exception() is not None:
            state[page] = False
            return
        state[page] = True
        for link in call.result():
            if link not in state:
                state[link] = None
                begin(link)

    def begin(page):
        task = asyncio.create_task(visit(page))
        running.add(task)
        task.add_done_callback(running.discard)

    begin(start)
    while running:
        await asyncio.wait(set(running))  # may live: wait-for-other, it is in a loop
    return {page for page, good in state.items() if good}, {page for page, good in state.items() if not good}


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))
