# {"expect": {"order": "start cancel-seen cleaned main-done", "uncancel": 1, "shielded": "kept", "late": "cancelled"}, "oracle": true}
import asyncio

order = []


async def stubborn():
    order.append("start")
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        order.append("cancel-seen")
        await asyncio.sleep(0.01)
        order.append("cleaned")
        raise


async def main():
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0.01)
    task.cancel()
    print_later = task.cancelling()
    try:
        await task
    except asyncio.CancelledError:
        order.append("main-done")
    print("order =", *order)
    print("uncancel =", print_later)
    kept = asyncio.create_task(asyncio.sleep(0.02, "kept"))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.shield(kept)
    except TimeoutError:
        print("shielded =", await kept)
    never = asyncio.create_task(stubborn())
    never.cancel()
    try:
        await never
    except asyncio.CancelledError:
        print("late = cancelled")


asyncio.run(main())
