# {"stuck": "thread-deadlock"}
import asyncio


async def answer():
    return 42


async def main():
    loop = asyncio.get_running_loop()
    asyncio.run_coroutine_threadsafe(answer(), loop).result()


asyncio.run(main())
