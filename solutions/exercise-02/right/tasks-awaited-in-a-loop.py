"""Tasks first, then a loop that awaits each of them."""

import asyncio


async def fetch_data(url):
    print("casting", url)
    await asyncio.sleep(2)
    return f"catch of {url}"


async def main():
    lines = [asyncio.create_task(fetch_data(f"https://api.example.com/data{i}")) for i in (1, 2, 3)]
    catches = []
    for line in lines:
        catch = await line
        print(catch)
        catches.append(catch)
    return catches


if __name__ == "__main__":
    asyncio.run(main())
