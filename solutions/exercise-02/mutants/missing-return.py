"""The replies are printed and not returned."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    for reply in await asyncio.gather(*[fetch_data(url) for url in URLS]):
        print(reply)


if __name__ == "__main__":
    asyncio.run(main())
