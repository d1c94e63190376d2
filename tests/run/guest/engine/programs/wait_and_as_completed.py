# {"expect": {"first": "b", "pending": 2, "took": 1.0, "order": "b c a", "late": "TimeoutError"}}
import asyncio


async def job(name, seconds):
    await asyncio.sleep(seconds)
    return name


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    tasks = [asyncio.create_task(job(name, seconds)) for name, seconds in (("a", 3), ("b", 1), ("c", 2))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print("first =", *(task.result() for task in done))
    print("pending =", len(pending))
    print("took =", loop.time() - began)
    names = []
    for soon in asyncio.as_completed([job("a", 3), job("b", 1), job("c", 2)]):
        names.append(await soon)
    print("order =", *names)
    try:
        for soon in asyncio.as_completed([job("x", 5)], timeout=1):
            await soon
    except TimeoutError as error:
        print("late =", type(error).__name__)


asyncio.run(main())
