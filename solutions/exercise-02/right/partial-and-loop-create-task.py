"""The running loop creates the tasks, from calls prepared with functools.partial."""

import asyncio
import functools


async def fetch_data(url, pause=0):
    print("searching", url)
    await asyncio.sleep(pause or 2)
    return f"found {url}"


search = functools.partial(fetch_data, pause=2)


async def main():
    create = asyncio.get_running_loop().create_task
    found = [create(search(f"https://api.example.com/data{n}"), name=f"search {n}") for n in (1, 2, 3)]
    await asyncio.wait(found)
    return [task.result() for task in found]


if __name__ == "__main__":
    asyncio.run(main())
