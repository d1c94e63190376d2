"""Two fetches overlap, the third begins after them."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    first, second = await asyncio.gather(fetch_data(URLS[0]), fetch_data(URLS[1]))
    third = await fetch_data(URLS[2])
    return [first, second, third]


if __name__ == "__main__":
    asyncio.run(main())
