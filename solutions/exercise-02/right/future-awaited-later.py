"""gather's future is kept on one line and awaited on another."""

import asyncio


async def fetch_data(url):
    print("out:", url)
    await asyncio.sleep(2)
    return "in: " + url


async def main():
    fetches = (fetch_data(f"https://api.example.com/data{i + 1}") for i in range(3))
    together = asyncio.gather(*fetches)
    print("All three are under way:", not together.done())
    await together
    return together.result()


if __name__ == "__main__":
    asyncio.run(main())
