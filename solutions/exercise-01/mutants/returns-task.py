"""main() hands back the task instead of awaiting it."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    return asyncio.create_task(fetch_data("https://api.example.com/data1"))


if __name__ == "__main__":
    asyncio.run(main())
