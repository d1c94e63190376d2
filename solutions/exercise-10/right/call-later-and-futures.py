import asyncio


async def fetch_paced(fetch, urls, interval):
    loop = asyncio.get_running_loop()
    futures = []
    running = set()

    def start(url, future):
        task = loop.create_task(fetch(url))
        running.add(task)
        task.add_done_callback(lambda done: future.set_result(done.result()))
        task.add_done_callback(running.discard)  # may live: drop-clean-up, futures hold what they wait for

    for number, url in enumerate(urls):
        future = loop.create_future()
        futures.append(future)
        loop.call_later(number * interval, start, url, future)
    return [await future for future in futures]
