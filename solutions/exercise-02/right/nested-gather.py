"""A gather inside a gather: the first url, and the other two as a pair."""

import asyncio


async def fetch_data(url):
    print(f"fetch_data({url!r})")
    await asyncio.sleep(2)
    return f"value of {url}"


async def main():
    first, (second, third) = await asyncio.gather(
        fetch_data("https://api.example.com/data1"),
        asyncio.gather(
            fetch_data("https://api.example.com/data2"),
            fetch_data("https://api.example.com/data3"),
        ),
    )
    return first, second, third


if __name__ == "__main__":
    print(asyncio.run(main()))
