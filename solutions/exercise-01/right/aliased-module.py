"""asyncio is imported under a shorter name."""

import asyncio as aio


async def fetch_data(url):
    print("asking", url)
    await aio.sleep(2)
    return "answer of " + url


async def main():
    await fetch_data("https://api.example.com/weather")


if __name__ == "__main__":
    aio.run(main())
