# {"stuck": "wall-limit", "paced": true, "settings": {"wall_seconds": 0.7}}
import asyncio


async def main():
    process = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE)
    await process.wait()


asyncio.run(main())
