import asyncio


async def fetch_paced(fetch, urls, interval):
    semaphore = asyncio.Semaphore(1)

    async def one(url):
        async with semaphore:
            result = await fetch(url)
            await asyncio.sleep(interval)
            return result

    return await asyncio.gather(*[one(url) for url in urls])
