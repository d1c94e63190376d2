"""main() creates a task and ends before it."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    asyncio.create_task(fetch_data("https://api.example.com/data1"))
    print("The question is asked.")


if __name__ == "__main__":
    asyncio.run(main())
