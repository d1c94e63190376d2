# {"expect": {"gather": "ValueError", "others": 2, "returned": "ok ValueError KeyError", "group": "ValueError KeyError", "callback": "seen", "never": "seen"}, "oracle": true}
import asyncio
import gc


async def fail(error, delay=0.01):
    await asyncio.sleep(delay)
    raise error


async def fine():
    await asyncio.sleep(0.02)
    return "ok"


async def main():
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(fine()) for _ in range(2)]
    try:
        await asyncio.gather(*tasks, fail(ValueError()))
    except ValueError as error:
        print("gather =", type(error).__name__)
    print("others =", sum([await task == "ok" for task in tasks]))
    results = await asyncio.gather(fine(), fail(ValueError()), fail(KeyError()), return_exceptions=True)
    print("returned =", *(each if isinstance(each, str) else type(each).__name__ for each in results))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail(ValueError()))
            group.create_task(fail(KeyError()))
    except* (ValueError, KeyError) as errors:
        print("group =", *(type(each).__name__ for each in errors.exceptions))

    seen = []
    loop.set_exception_handler(lambda _, context: seen.append(context["message"]))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.01)
    print("callback =", "seen" if seen else "lost")
    seen.clear()
    task = asyncio.create_task(fail(ValueError(), 0))
    await asyncio.sleep(0.01)
    del task
    gc.collect()
    print("never =", "seen" if seen else "lost")


asyncio.run(main())
