"""Three awaits stand one below the other."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    first = await fetch_data("https://api.example.com/data1")
    second = await fetch_data("https://api.example.com/data2")
    third = await fetch_data("https://api.example.com/data3")
    return [first, second, third]


if __name__ == "__main__":
    asyncio.run(main())
