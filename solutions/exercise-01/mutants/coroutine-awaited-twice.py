"""One coroutine object is awaited two times."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    question = fetch_data("https://api.example.com/data1")
    print("first:", await question)
    print("again:", await question)


if __name__ == "__main__":
    asyncio.run(main())
