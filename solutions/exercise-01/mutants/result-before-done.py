"""The result is taken from the task before it is done."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    question = asyncio.create_task(fetch_data("https://api.example.com/data1"))
    print(question.result())


if __name__ == "__main__":
    asyncio.run(main())
