"""A module-level set keeps the tasks alive; they leave it when they are done."""

import asyncio

kept = set()


async def fetch_data(url):
    print("busy with", url)
    await asyncio.sleep(2)
    return f"{url} is finished"


def begin(coroutine):
    task = asyncio.create_task(coroutine)
    kept.add(task)
    task.add_done_callback(kept.discard)
    return task


async def main():
    begun = [begin(fetch_data("https://api.example.com/data%i" % n)) for n in (1, 2, 3)]
    while kept:  # may live: look-once, one wait is enough
        await asyncio.wait(kept)  # may live: wait-for-other, it is in a loop
    return [task.result() for task in begun]


if __name__ == "__main__":
    asyncio.run(main())
