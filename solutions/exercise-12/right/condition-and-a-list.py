import asyncio
from functools import partial


async def note(fetch, found, changed, url):
    result = await fetch(url)
    async with changed:
        found.append((url, result))
        changed.notify_all()


async def stream_results(fetch, urls):
    found = []
    changed = asyncio.Condition()
    tasks = [asyncio.create_task(coroutine) for coroutine in map(partial(note, fetch, found, changed), urls)]
    try:
        for index in range(len(tasks)):
            async with changed:
                await changed.wait_for(lambda: len(found) > index)
            yield found[index]
    except GeneratorExit:
        for task in tasks:
            task.cancel()
        raise  # may live: drop-raise, returning closes it as well
