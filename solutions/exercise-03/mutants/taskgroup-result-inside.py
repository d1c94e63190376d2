"""The results are taken inside the block of the TaskGroup."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch_data(url)) for url in URLS]
        found = [task.result() for task in tasks]
    return found


if __name__ == "__main__":
    asyncio.run(main())
