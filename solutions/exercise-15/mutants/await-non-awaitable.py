"""blocking_fetch is awaited as if it were a coroutine function."""


async def fetch_blocking(blocking_fetch, urls):
    pages = []
    for url in urls:
        pages.append(await blocking_fetch(url))
    return pages
