import asyncio


async def fetch_limited(fetch, urls, limit):
    loop = asyncio.get_running_loop()
    free = limit
    waiting = []

    async def one(url):
        nonlocal free
        if free:
            free -= 1
        else:
            turn = loop.create_future()
            waiting.append(turn)
            await turn
        try:
            return await fetch(url)
        finally:
            if waiting:
                waiting.pop(0).set_result(None)
            else:
                free += 1

    return await asyncio.gather(*map(one, urls))
