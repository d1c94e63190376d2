# {"expect": {"order": "main a1 b1 c1 a2 b2 c2 cb1 cb2 soon end"}, "oracle": true}
import asyncio

order = []


async def two(name):
    order.append(name + "1")
    await asyncio.sleep(0)
    order.append(name + "2")


async def main():
    loop = asyncio.get_running_loop()
    order.append("main")
    tasks = [asyncio.create_task(two(name)) for name in "abc"]
    await asyncio.gather(*tasks)
    future = loop.create_future()
    future.add_done_callback(lambda _: order.append("cb1"))
    future.add_done_callback(lambda _: order.append("cb2"))
    future.set_result(None)
    loop.call_soon(order.append, "soon")
    await asyncio.sleep(0)
    order.append("end")
    print("order =", *order)


asyncio.run(main())
