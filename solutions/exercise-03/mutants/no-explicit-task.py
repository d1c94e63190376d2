"""gather makes the tasks."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    return list(await asyncio.gather(*(fetch_data(url) for url in URLS)))


if __name__ == "__main__":
    asyncio.run(main())
