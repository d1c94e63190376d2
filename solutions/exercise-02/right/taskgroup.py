"""A TaskGroup runs the three and waits for them."""

import asyncio


async def fetch_data(url):
    print("start", url)
    await asyncio.sleep(2)
    return f"finish {url}"


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    return [task.result() for task in tasks]


if __name__ == "__main__":
    print(asyncio.run(main()))
