# {"expect": {"event": 1.0, "condition": 2.0, "barrier": 5.0, "last": 1}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    event = asyncio.Event()
    loop.call_later(1, event.set)
    await event.wait()
    print("event =", loop.time() - began)

    condition = asyncio.Condition()
    ready = False

    async def provide():
        nonlocal ready
        await asyncio.sleep(1)
        async with condition:
            ready = True
            condition.notify_all()

    task = asyncio.create_task(provide())
    async with condition:
        await condition.wait_for(lambda: ready)
    await task
    print("condition =", loop.time() - began)

    barrier = asyncio.Barrier(3)

    async def meet(seconds):
        await asyncio.sleep(seconds)
        return await barrier.wait()

    places = await asyncio.gather(meet(1), meet(2), meet(3))
    print("barrier =", loop.time() - began)
    print("last =", sum(place == 0 for place in places))


asyncio.run(main())
