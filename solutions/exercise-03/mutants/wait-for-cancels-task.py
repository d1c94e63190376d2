"""A task is awaited again after wait_for has given it up."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    tasks = [asyncio.create_task(fetch_data(url)) for url in URLS]
    try:
        await asyncio.wait_for(tasks[0], timeout=1.5)
    except TimeoutError:
        print("this one takes long")
    return [await task for task in tasks]


if __name__ == "__main__":
    asyncio.run(main())
