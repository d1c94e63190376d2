"""main() is awaited outside of every coroutine."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    answer = await fetch_data("https://api.example.com/data1")
    print(answer)
    return answer


print(await main())
