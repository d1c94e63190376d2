"""The program is started with a loop of its own, as older tutorials do."""

import asyncio


async def fetch_data(url):
    print("Fetch:", url)
    await asyncio.sleep(2)
    return "Fetched: " + url


async def main():
    return await fetch_data("https://api.example.com/data1")  # may live: drop-return, the value of main() is not asked for


if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    try:
        print(loop.run_until_complete(main()))
    finally:
        loop.close()
