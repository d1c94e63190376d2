"""A fourth task prints a dot now and then until the three are done."""

import asyncio
import contextlib


async def fetch_data(url):
    print("baking", url)
    await asyncio.sleep(2)
    return f"bread from {url}"


async def dots():
    while True:
        print(".", end=" ", flush=True)
        await asyncio.sleep(0.3)  # may live: no-delay other-delay, an extra


async def main():
    clock = asyncio.create_task(dots())
    loaves = [asyncio.create_task(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    baked = await asyncio.gather(*loaves)
    clock.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await clock  # may live: drop-await drop-awaited, an extra
    return baked


if __name__ == "__main__":
    asyncio.run(main())
