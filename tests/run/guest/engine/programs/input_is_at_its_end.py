# {"expect": {"input": "EOFError", "thread": "EOFError", "read": "''"}}
import asyncio
import sys


def ask():
    try:
        input()
    except EOFError as error:
        return type(error).__name__


print("input =", ask())


async def main():
    print("thread =", await asyncio.to_thread(ask))


asyncio.run(main())
print("read =", repr(sys.stdin.read()))
