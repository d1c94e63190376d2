# {"expect": {"took": 5.0, "beats": 50}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    done, beats = False, 0

    async def finish():
        nonlocal done
        await asyncio.sleep(5)
        done = True

    async def beat():
        nonlocal beats
        while True:
            await asyncio.sleep(0.1)
            beats += 1

    began = loop.time()
    tasks = [asyncio.create_task(beat()), asyncio.create_task(finish())]
    while not done:
        await asyncio.sleep(0)
    print("took =", loop.time() - began)
    print("beats =", beats)
    tasks[0].cancel()


asyncio.run(main())
