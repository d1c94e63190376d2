# {"stuck": "cpu-limit", "settings": {"cpu_seconds": 0.3}}
import asyncio


async def hog():
    while True:
        pass


async def main():
    await asyncio.gather(asyncio.sleep(1), hog(), return_exceptions=True)
    print("never here")


asyncio.run(main())
