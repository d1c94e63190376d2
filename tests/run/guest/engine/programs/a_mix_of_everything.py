# {"expect": {"done": "1 2 3 4 5", "threads": "0 1 2 3 4 5 6 7", "groups": 3, "late": 7.5, "shuffled": "2 1 0 4 3"}}
import asyncio
import queue
import random
import threading
import time


async def job(number):
    await asyncio.sleep(number / 2)
    return number


async def main():
    began = time.monotonic()
    tasks = {asyncio.create_task(job(number)) for number in (3, 1, 2)}
    done, pending = await asyncio.wait(tasks, timeout=1.2)
    results = sorted(task.result() for task in done)
    results += [await task for task in pending]
    for soon in asyncio.as_completed([job(5), job(4)]):
        results.append(await soon)
    print("done =", *results)

    outbox = queue.Queue()
    ids = []

    def thread(number):
        time.sleep(0.25 * (number % 3))
        outbox.put(number)
        with lock:
            ids.append(number)

    lock = threading.Lock()
    threads = [threading.Thread(target=thread, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    await asyncio.gather(*(asyncio.to_thread(each.join) for each in threads))
    print("threads =", *sorted(outbox.get() for _ in threads))

    finished = []
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            task = group.create_task(job(number))
            task.add_done_callback(finished.append)
    print("groups =", len(finished))
    await asyncio.sleep(2)
    print("late =", time.monotonic() - began)
    numbers = list(range(5))
    random.shuffle(numbers)
    print("shuffled =", *numbers)


asyncio.run(main())
