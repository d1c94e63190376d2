"""main() works with the coroutine object as if it were the answer."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    answer = fetch_data("https://api.example.com/data1")
    print("The answer has", len(answer), "letters.")


if __name__ == "__main__":
    asyncio.run(main())
