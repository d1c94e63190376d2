"""The block is asked whether it expired; the results are stored one by one."""

import asyncio
import contextlib


async def fetch_within(fetch, url, seconds):
    result = None
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds) as limit:
            result = await fetch(url)
    assert result is not None or limit.expired()
    return result


async def fetch_all_within(fetch, urls, seconds):
    results = [None] * len(urls)

    async def store(place, url):
        results[place] = await fetch(url)

    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.gather(*(store(*pair) for pair in enumerate(urls))), seconds)  # may live: timeout-per-item, all begin together
    return results
