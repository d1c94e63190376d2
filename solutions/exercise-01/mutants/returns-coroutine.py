"""fetch_data hands back the sleep instead of awaiting it."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    return asyncio.sleep(2, f"Answer of {url}")


async def main():
    answer = await fetch_data("https://api.example.com/data1")
    print(answer)
    return answer


if __name__ == "__main__":
    asyncio.run(main())
