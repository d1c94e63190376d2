"""main is a plain function that starts the event loop itself."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


def main():
    return asyncio.run(fetch_data("https://api.example.com/data1"))


if __name__ == "__main__":
    print(main())
