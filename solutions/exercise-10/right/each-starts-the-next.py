import asyncio


async def fetch_paced(fetch, urls, interval):
    if not urls:
        return []

    async def rest():
        await asyncio.sleep(interval)
        return await fetch_paced(fetch, urls[1:], interval)

    if len(urls) == 1:
        return [await fetch(urls[0])]
    first, others = await asyncio.gather(fetch(urls[0]), rest())
    return [first, *others]
