"""gather gets three calls, and its list is taken apart and built again."""

import asyncio


async def fetch_data(url):
    print("reading", url)
    await asyncio.sleep(1)
    await asyncio.sleep(1)
    return "read " + url


async def main():
    a, b, c = await asyncio.gather(
        fetch_data("https://api.example.com/data1"),
        fetch_data("https://api.example.com/data2"),
        fetch_data("https://api.example.com/data3"),
    )
    print(a, b, c, sep="\n")
    return [a, b, c]


if __name__ == "__main__":
    asyncio.run(main())
