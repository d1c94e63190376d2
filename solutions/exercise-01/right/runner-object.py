"""The program is started with asyncio.Runner."""

import asyncio


async def fetch_data(url):
    print(f"[{url}] sent")
    await asyncio.sleep(2)
    print(f"[{url}] received")
    return [url, 42]


async def main():
    url, number = await fetch_data("https://api.example.com/data1")
    return number  # may live: drop-return, the value of main() is not asked for


if __name__ == "__main__":
    with asyncio.Runner() as runner:
        print(runner.run(main()))
