"""Three workers take the urls from a queue and end when it is empty."""

import asyncio


async def fetch_data(url):
    print("worker at", url)
    await asyncio.sleep(2)
    return f"work on {url}"


async def work(jobs, done):
    while not jobs.empty():  # may live: look-once, a worker for each job
        place, url = await jobs.get()
        done[place] = await fetch_data(url)
        jobs.task_done()


async def main():
    jobs, done = asyncio.Queue(), {}
    for place in (1, 2, 3):
        jobs.put_nowait((place, f"https://api.example.com/data{place}"))
    workers = [asyncio.create_task(work(jobs, done)) for _ in range(3)]  # may live: one-too-many, one more has nothing to do
    await jobs.join()
    for worker in workers:
        worker.cancel()
    return [done[place] for place in sorted(done)]


if __name__ == "__main__":
    asyncio.run(main())
