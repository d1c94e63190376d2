"""as_completed with a budget."""

import asyncio


async def fetch_within(fetch, url, seconds):
    try:
        async with asyncio.timeout(seconds):
            return await fetch(url)
    except TimeoutError:
        return None


async def fetch_all_within(fetch, urls, seconds):
    results = dict.fromkeys(range(len(urls)))

    async def numbered(number):
        return number, await fetch(urls[number])

    jobs = [asyncio.create_task(numbered(number)) for number in results]
    try:
        for job in asyncio.as_completed(jobs, timeout=seconds):
            number, text = await job
            results[number] = text
    except TimeoutError:  # may live: catch-more, errors are left open here
        for job in jobs:
            job.cancel()
    return list(results.values())
