"""time_forged_call [escaping time accounting]
TRIES: say that the call has returned after the first of three fetches, and return the value when all are done
MUST: a call returns once, and with the value it has then
"""

import asyncio
import gc

turns = next(thing for thing in gc.get_objects() if type(thing).__name__ == "Turns")
URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(url)
    await asyncio.sleep(2)
    return f"Data of {url}"


async def main():
    first = await fetch_data(URLS[0])
    turns.send({"op": "returned", "now": turns.engine.now})
    return [first, *[await fetch_data(url) for url in URLS[1:]]]
