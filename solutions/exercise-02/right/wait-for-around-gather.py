"""The whole gather may take five seconds at most."""

import asyncio


async def fetch_data(url):
    print("dialling", url)
    await asyncio.sleep(2)
    return f"{url} picked up"


async def main():
    calls = [fetch_data(f"https://api.example.com/data{n}") for n in (1, 2, 3)]
    try:
        return await asyncio.wait_for(asyncio.gather(*calls), 5)
    except asyncio.TimeoutError:
        print("nobody there")
        return []


if __name__ == "__main__":
    asyncio.run(main())
