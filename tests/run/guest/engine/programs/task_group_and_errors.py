# {"expect": {"good": 2.0, "bad": 1.0, "error": "ValueError", "cancelled": "slow"}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.sleep(1))
        group.create_task(asyncio.sleep(2))
    print("good =", loop.time() - began)

    cancelled = []

    async def fails():
        await asyncio.sleep(1)
        raise ValueError

    async def slow():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            cancelled.append("slow")
            raise

    began = loop.time()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
            group.create_task(slow())
    except* ValueError as errors:
        error = errors.exceptions[0]
    print("bad =", loop.time() - began)
    print("error =", type(error).__name__)
    print("cancelled =", *cancelled)


asyncio.run(main())
