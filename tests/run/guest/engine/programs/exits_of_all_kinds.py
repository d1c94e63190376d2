# {"expect": {"finally": "yes"}, "outcome": "exit 3"}
import asyncio
import sys


async def main():
    try:
        await asyncio.sleep(1)
        sys.exit(3)
    finally:
        print("finally = yes")


asyncio.run(main())
