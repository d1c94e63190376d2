# {"expect": {"order": "0 1 2 3 4 5", "took": 6.0, "joined": "True"}}
import asyncio


async def worker(queue, done):
    while True:
        job = await queue.get()
        await asyncio.sleep(2)
        done.append(job)
        queue.task_done()


async def main():
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue(maxsize=2)
    done = []
    workers = [asyncio.create_task(worker(queue, done)) for _ in range(2)]
    began = loop.time()
    for job in range(6):
        await queue.put(job)
    await queue.join()
    print("order =", *done)
    print("took =", loop.time() - began)
    for each in workers:
        each.cancel()
    results = await asyncio.gather(*workers, return_exceptions=True)
    print("joined =", all(isinstance(each, asyncio.CancelledError) for each in results))


asyncio.run(main())
