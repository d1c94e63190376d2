# {"stuck": "cpu-limit", "settings": {"cpu_seconds": 0.3}}
import asyncio


async def main():
    there, back = asyncio.Queue(), asyncio.Queue()

    async def echo():
        while True:
            back.put_nowait(await there.get())

    task = asyncio.create_task(echo())
    while True:
        there.put_nowait(1)
        await back.get()


asyncio.run(main())
