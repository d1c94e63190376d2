"""Only tasks that went well are looked at, by a callback; a failed one is never asked."""

import asyncio


async def fetch_report(fetch, urls):
    report = {}
    over = asyncio.Event()
    left = len(urls)

    async def one(url):
        nonlocal left
        try:
            report[url] = await fetch(url)
        finally:
            left -= 1
            if not left:
                over.set()

    tasks = [asyncio.create_task(one(url)) for url in urls]
    await over.wait()
    return {url: report.get(url, ValueError(f"{url} failed")) for url in urls}
