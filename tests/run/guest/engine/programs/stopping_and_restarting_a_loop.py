# {"expect": {"stopped": 2.0, "again": 3.0, "tasks": "5.0"}}
import asyncio

loop = asyncio.new_event_loop()
began = loop.time()
loop.call_later(2, loop.stop)
loop.run_forever()
print("stopped =", loop.time() - began)
loop.call_later(1, loop.stop)
loop.run_forever()
print("again =", loop.time() - began)


async def left_over():
    await asyncio.sleep(2)
    return loop.time() - began


print("tasks =", loop.run_until_complete(loop.create_task(left_over())))
loop.close()
