"""main() starts an event loop for the gathering."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def everything():
    return await asyncio.gather(*[fetch_data(url) for url in URLS])


async def main():
    return asyncio.run(everything())


if __name__ == "__main__":
    asyncio.run(main())
