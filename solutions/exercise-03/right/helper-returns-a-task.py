"""A plain function creates the task and hands it back."""

import asyncio


async def fetch_data(url):
    print("climbing", url)
    await asyncio.sleep(2)
    return f"view from {url}"


def start_fetch(number: int) -> asyncio.Task:
    return asyncio.create_task(fetch_data(f"https://api.example.com/data{number}"))


async def main():
    east, north, west = start_fetch(1), start_fetch(2), start_fetch(3)
    return [await east, await north, await west]


if __name__ == "__main__":
    asyncio.run(main())
