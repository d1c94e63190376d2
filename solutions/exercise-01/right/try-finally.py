"""Whatever happens while it waits, the end is printed."""

import asyncio


async def fetch_data(url):
    print(f"open {url}")
    try:  # may live: drop-finally, an extra
        await asyncio.sleep(2)
    finally:
        print(f"close {url}")
    return f"contents of {url}"


async def main():
    await fetch_data("https://api.example.com/data1")


if __name__ == "__main__":
    asyncio.run(main())
