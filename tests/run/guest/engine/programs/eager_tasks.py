# {"expect": {"first": "True", "took": 2.0, "names": "first second"}}
import asyncio
import sys


async def main():
    loop = asyncio.get_running_loop()
    if sys.version_info >= (3, 12):
        loop.set_task_factory(asyncio.eager_task_factory)
    ran = []

    async def work(name):
        ran.append(name)
        await asyncio.sleep(2)
        return name

    began = loop.time()
    tasks = [asyncio.create_task(work(name)) for name in ("first", "second")]
    if sys.version_info < (3, 12):
        await asyncio.sleep(0)
    print("first =", ran == ["first", "second"])
    names = await asyncio.gather(*tasks)
    print("took =", loop.time() - began)
    print("names =", *names)


asyncio.run(main())
