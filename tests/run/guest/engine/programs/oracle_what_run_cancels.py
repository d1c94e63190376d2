# {"expect": {"main": "done", "second": "cancelled", "first": "cancelled"}, "oracle": true}
import asyncio


async def background(name):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        if name == "first":
            await asyncio.sleep(0.01)
        print(name, "= cancelled")
        raise


async def main():
    tasks = [asyncio.create_task(background(name)) for name in ("first", "second")]
    await asyncio.sleep(0.01)
    print("main = done")
    main.tasks = tasks


asyncio.run(main())
