"""main() waits and answers by itself; fetch_data stays unused."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    print("Asking https://api.example.com/data1")
    await asyncio.sleep(2)
    return "Answer of https://api.example.com/data1"


if __name__ == "__main__":
    asyncio.run(main())
