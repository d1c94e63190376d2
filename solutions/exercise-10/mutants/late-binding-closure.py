import asyncio


async def fetch_paced(fetch, urls, interval):
    loop = asyncio.get_running_loop()
    futures = []
    for index, url in enumerate(urls):
        future = loop.create_future()
        futures.append(future)

        async def one():
            future.set_result(await fetch(url))

        loop.call_later(index * interval, lambda: loop.create_task(one()))
    return [await future for future in futures]
