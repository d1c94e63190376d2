import asyncio


async def with_url(fetch, url):
    return url, await fetch(url)


async def stream_results(fetch, urls):
    tasks = [asyncio.ensure_future(with_url(fetch, url)) for url in urls]
    try:
        for future in asyncio.as_completed(tasks):
            url, result = await future
            yield url, result
    finally:
        for task in tasks:
            if not task.done():
                task.cancel()
