"""time_instant_sleep [escaping time accounting]
TRIES: replace asyncio.sleep by one that returns at once
MUST: the host's clock shows that no time passed
"""

import asyncio


async def instant(*_):
    return None

asyncio.sleep = instant


async def fetch_data(url):
    await asyncio.sleep(2)
    return f"Data of {url}"


async def main():
    urls = [f"https://api.example.com/data{n}" for n in (1, 2, 3)]
    return await asyncio.gather(*map(fetch_data, urls))
