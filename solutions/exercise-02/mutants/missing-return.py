"""fetch_data prints its reply and returns nothing, as in the chapter."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    print(f"Reply of {url}")


async def main():
    return await asyncio.gather(*[fetch_data(url) for url in URLS])


if __name__ == "__main__":
    asyncio.run(main())
