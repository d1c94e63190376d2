# {"expect": {"made": 3, "took": 1.0}}
import asyncio

made = []


def factory(loop, coro, **options):
    made.append(coro)
    return asyncio.Task(coro, loop=loop, **options)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(factory)
    began = loop.time()
    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(asyncio.sleep(1))
    print("made =", len(made))
    print("took =", loop.time() - began)


asyncio.run(main())
