"""fetch_data looks at the clock until two seconds are over."""

import asyncio
import time

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    begin = time.time()
    while time.time() - begin < 2:
        pass
    return f"Reply of {url}"


async def main():
    return await asyncio.gather(*[fetch_data(url) for url in URLS])


if __name__ == "__main__":
    asyncio.run(main())
