"""to_thread gets the result of a call instead of the function."""

import asyncio
import time


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.to_thread(time.sleep(2))
    return f"Answer of {url}"


async def main():
    answer = await fetch_data("https://api.example.com/data1")
    print(answer)
    return answer


if __name__ == "__main__":
    asyncio.run(main())
