"""create_task is called through another name."""

import asyncio

go = asyncio.create_task


async def fetch_data(url):
    print("running to", url)
    await asyncio.sleep(2)
    return f"back from {url}"


async def main():
    runners = [go(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    return await asyncio.gather(*runners)


if __name__ == "__main__":
    asyncio.run(main())
