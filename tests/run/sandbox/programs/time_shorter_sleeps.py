"""time_shorter_sleeps [escaping time accounting]
TRIES: fetch one after the other, with asyncio.sleep a third as long as soon as main() runs
MUST: three fetches wait as long in main() as they wait alone, however they overlap
"""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]
sleep = asyncio.sleep


async def fetch_data(url):
    print(url)
    await asyncio.sleep(2)
    return f"Data of {url}"


async def main():
    asyncio.sleep = lambda delay: sleep(delay / 3)
    return [await fetch_data(url) for url in URLS]
