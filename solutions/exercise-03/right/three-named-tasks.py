"""Three tasks with names, awaited in turn."""

import asyncio


async def fetch_data(url):
    print("painting", url)
    await asyncio.sleep(2)
    print("signed", url)
    return f"portrait of {url}"


async def main():
    anna = asyncio.create_task(fetch_data("https://api.example.com/data1"), name="Anna")
    bela = asyncio.create_task(fetch_data("https://api.example.com/data2"), name="Bela")
    cleo = asyncio.create_task(fetch_data("https://api.example.com/data3"), name="Cleo")
    portraits = [await anna]
    portraits.append(await bela)
    portraits.append(await cleo)
    return portraits


if __name__ == "__main__":
    asyncio.run(main())
