import asyncio


async def fetch_report(fetch, urls):
    async def safe(url):
        try:
            return await fetch(url)
        except BaseException as e:  # may live: catch-less, the children may end as cancelled
            return e

    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(safe(u)) for u in urls]
    return {u: t.result() for u, t in zip(urls, tasks)}
