# {"expect": {"log": "p0 p1 c0 p2 c1 p3 c2 c3", "took": 0.16}, "within": 0.001, "oracle": true}
import asyncio

log = []
U = 0.04


async def produce(queue):
    for number in range(4):
        await queue.put(number)
        log.append(f"p{number}")
    await queue.put(None)


async def consume(queue):
    while (number := await queue.get()) is not None:
        await asyncio.sleep(U)
        log.append(f"c{number}")


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    queue = asyncio.Queue(1)
    await asyncio.gather(produce(queue), consume(queue))
    print("log =", *log)
    print("took =", loop.time() - began)


asyncio.run(main())
