"""The value of fetch_data does not say where it is from."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return "the answer"


async def main():
    answer = await fetch_data("https://api.example.com/data1")
    print(answer)
    return answer


if __name__ == "__main__":
    asyncio.run(main())
