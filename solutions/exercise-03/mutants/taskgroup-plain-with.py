"""A TaskGroup stands in a with without async."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch_data(url)) for url in URLS]
    return [task.result() for task in tasks]


if __name__ == "__main__":
    asyncio.run(main())
