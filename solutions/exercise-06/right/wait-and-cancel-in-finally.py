import asyncio


async def fetch_report(fetch, urls):
    tasks = [asyncio.create_task(fetch(u), name=u) for u in urls]
    try:
        await asyncio.wait(tasks)
        report = {}
        for task in tasks:
            if task.exception() is None:
                report[task.get_name()] = task.result()
            else:
                report[task.get_name()] = task.exception()
        return report
    finally:
        for task in tasks:
            task.cancel()
