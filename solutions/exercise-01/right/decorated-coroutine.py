"""Both coroutines are wrapped by the same decorator."""

import asyncio
import functools


def announced(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        print("begin", function.__name__)
        try:  # may live: drop-finally, an extra
            return await function(*args, **kwargs)
        finally:
            print("end", function.__name__)

    return wrapper


@announced
async def fetch_data(url):
    print("page:", url)
    await asyncio.sleep(2)
    return f"<html>{url}</html>"


@announced
async def main():
    return await fetch_data("https://api.example.com/data1")  # may live: drop-return, the value of main() is not asked for


if __name__ == "__main__":
    asyncio.run(main())
