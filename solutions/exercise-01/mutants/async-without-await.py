"""Nothing in fetch_data waits."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    return f"Answer of {url}"


async def main():
    answer = await fetch_data("https://api.example.com/data1")
    print(answer)
    return answer


if __name__ == "__main__":
    asyncio.run(main())
