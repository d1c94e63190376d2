"""The done callback is an async function; nobody awaits what it gives."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    found = {}

    async def store(task):
        found[task.get_name()] = task.result()

    tasks = [asyncio.create_task(fetch_data(url), name=url) for url in URLS]
    for task in tasks:
        task.add_done_callback(store)
    await asyncio.wait(tasks)
    return [found.get(url) for url in URLS]


if __name__ == "__main__":
    asyncio.run(main())
