"""main() is run on the last line without a guard, as the chapter does."""

import asyncio


async def fetch_data(url):
    print(f"Getting {url} ...")
    # the web is far away
    await asyncio.sleep(2)
    print(f"Got {url}")
    return f"Content of {url}"


async def main():
    content = await fetch_data("https://api.example.com/data1")
    print(content)


asyncio.run(main())
