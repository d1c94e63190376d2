"""fetch_data waits a fifth of a second."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(0.2)
    return f"Answer of {url}"


async def main():
    answer = await fetch_data("https://api.example.com/data1")
    print(answer)
    return answer


if __name__ == "__main__":
    asyncio.run(main())
