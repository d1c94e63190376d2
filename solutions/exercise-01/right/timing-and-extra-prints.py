"""The time is measured and printed; many lines are printed besides."""

import asyncio
import sys
import time


async def fetch_data(url):
    begin = time.monotonic()
    print("=" * 20, file=sys.stderr)
    print(time.strftime("%H:%M:%S"), "->", url)
    await asyncio.sleep(2)
    print(time.strftime("%H:%M:%S"), "<-", url)
    return f"{url} in {time.monotonic() - begin:.1f} s"


async def main():
    begin = time.perf_counter()
    print("The program begins.")
    line = await fetch_data("https://api.example.com/data1")
    print(line, end="\n\n")
    print(f"The program took {time.perf_counter() - begin:.2f} s.")


if __name__ == "__main__":
    asyncio.run(main())
