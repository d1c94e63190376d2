"""The whole gather may take five seconds at most."""

import asyncio


async def fetch_data(url):
    print("dialling", url)
    await asyncio.sleep(2)
    return f"{url} picked up"


async def main():
    calls = [fetch_data(f"https://api.example.com/data{n}") for n in (1, 2, 3)]
    try:
        return await asyncio.wait_for(asyncio.gather(*calls), 5)  # may live: drop-timeout, an extra
    except asyncio.TimeoutError:  # may live: catch-more catch-less, an extra
        print("nobody there")
        return []  # may live: drop-return, an extra


if __name__ == "__main__":
    asyncio.run(main())
