"""A plain done callback files each result under the name of its task."""

import asyncio

NAMES = ["data1", "data2", "data3"]


async def fetch_data(url):
    print("photographing", url)
    await asyncio.sleep(2)
    return f"picture of {url}"


async def main():
    album = {}

    def file(task):
        album[task.get_name()] = task.result()

    tasks = []
    for name in NAMES:
        task = asyncio.create_task(fetch_data(f"https://api.example.com/{name}"), name=name)
        task.add_done_callback(file)
        tasks.append(task)
    await asyncio.gather(*tasks)
    return [album[name] for name in NAMES]


if __name__ == "__main__":
    print(asyncio.run(main()))
