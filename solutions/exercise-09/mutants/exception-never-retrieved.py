import asyncio


async def fetch_limited(fetch, urls, limit):
    results = {}
    running = set()

    async def one(url):
        results[url] = await fetch(url)

    for url in urls:
        if len(running) == limit:
            _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        running.add(asyncio.create_task(one(url)))
    while running:
        _, running = await asyncio.wait(running)
    return [results.get(url, "") for url in urls]
