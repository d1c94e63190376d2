"""The coroutine that runs is called otherwise; main is a second name for it."""

import asyncio


async def fetch_data(url, seconds=2):
    print(f"waiting {seconds} s for {url}")
    await asyncio.sleep(seconds)
    return f"{url} after {seconds} s"


async def start(place="https://api.example.com/start"):
    found = await fetch_data(place)
    print(found)
    return found  # may live: drop-return, the value of main() is not asked for


main = start

if __name__ == "__main__":
    asyncio.run(start())
