async def each(urls):
    for url in urls:
        yield url


async def stream_results(fetch, urls):
    async for url in each(urls):
        result = await fetch(url)
        yield url, result
