"""A helper coroutine waits on behalf of fetch_data, another one stands between it and main()."""

import asyncio


async def travel():
    await asyncio.sleep(2)


async def fetch_data(url):
    print(f"A letter to {url}")
    await travel()
    return f"A letter from {url}"


async def first_letter(addresses):
    for address in addresses:
        return await fetch_data(address)


async def main():
    print(await first_letter(["https://api.example.com/data1", "https://api.example.com/data2"]))


if __name__ == "__main__":
    asyncio.run(main())
