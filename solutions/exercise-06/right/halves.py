"""Two halves, until one url is left."""

import asyncio
async def fetch_report(fetch, urls):
    if len(urls) == 1:
        try:
            return {urls[0]: await fetch(urls[0])}
        except Exception as e:
            return {urls[0]: e}
    m = len(urls) // 2
    a, b = await asyncio.gather(fetch_report(fetch, urls[:m]), fetch_report(fetch, urls[m:]))
    return a | b
