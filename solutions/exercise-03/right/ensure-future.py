"""ensure_future creates the tasks."""

import asyncio


async def fetch_data(url):
    print("mail to", url)
    await asyncio.sleep(2)
    return f"mail from {url}"


async def main():
    urls = [f"https://api.example.com/data{n}" for n in range(1, 4)]
    letters = list(map(asyncio.ensure_future, map(fetch_data, urls)))
    return await asyncio.gather(*letters)


if __name__ == "__main__":
    asyncio.run(main())
