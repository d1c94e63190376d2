"""The children keep a cancellation, too; gather still ends as cancelled."""

import asyncio


async def fetch_report(fetch, urls):
    async def one(url):
        try:
            return await fetch(url)
        except BaseException as error:  # may live: catch-less, the children may end as cancelled
            return error

    return dict(zip(urls, await asyncio.gather(*(one(url) for url in urls))))
