"""A TimeoutError is expected from asyncio.wait."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    tasks = [asyncio.create_task(fetch_data(url)) for url in URLS]
    try:
        await asyncio.wait(tasks, timeout=1)
    except TimeoutError:
        await asyncio.gather(*tasks)
    return [task.result() for task in tasks]


if __name__ == "__main__":
    asyncio.run(main())
