"""main() asks the running loop to run."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    loop = asyncio.get_running_loop()
    return loop.run_until_complete(asyncio.gather(*[fetch_data(url) for url in URLS]))


if __name__ == "__main__":
    asyncio.run(main())
