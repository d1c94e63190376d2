import asyncio


async def fetch_report(fetch, urls):
    async def pair(url):
        try:
            return url, await fetch(url)
        except Exception as error:
            return url, error

    tasks = [asyncio.create_task(pair(u)) for u in urls]
    found = {}
    try:
        for nxt in asyncio.as_completed(tasks):  # may live: in-order-of-input, the report is in order anyhow
            url, value = await nxt
            found[url] = value
            print(f"{len(found)}/{len(urls)} {url}")
    finally:
        for t in tasks:
            t.cancel()
    return {url: found[url] for url in urls}
