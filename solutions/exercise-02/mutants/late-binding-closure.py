"""The functions made in the loop all see its last url."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    dial = []
    for url in URLS:

        async def call():
            return await fetch_data(url)

        dial.append(call)
    return await asyncio.gather(*[call() for call in dial])


if __name__ == "__main__":
    asyncio.run(main())
