import asyncio


async def limited(places, fetch, url):
    async with places:
        print("fetching", url)
        return await fetch(url)


async def fetch_limited(fetch, urls, limit):
    places = asyncio.Semaphore(limit)
    coroutines = (limited(places, fetch, url) for url in urls)
    return list(await asyncio.gather(*coroutines))
