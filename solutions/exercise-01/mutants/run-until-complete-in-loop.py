"""main() asks the running loop to run."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    loop = asyncio.get_running_loop()
    answer = loop.run_until_complete(fetch_data("https://api.example.com/data1"))
    print(answer)


if __name__ == "__main__":
    asyncio.run(main())
